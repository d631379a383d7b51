// An office's day: from a family's report to the day when remains come home, each step by who may take it.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accessible } from "./accessible.mjs";
import { kintrace, open, password } from "./office.mjs";

let office;
const desks = {};

before(async () => {
  office = await open({ filled: true });
  for (const [name, role] of [["registrar", "registrar"], ["analyst", "analyst"], ["geneticist", "analyst"], ["head", "supervisor"]]) {
    kintrace(["user", "add", name, "--role", role, "--data", office.data], `${password}\n`);
  }
});
after(() => office?.close());

/** The page of somebody at a desk, signed in once. */
async function at(name) {
  if (!desks[name]) {
    const context = await office.browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 850 } });
    const page = await context.newPage();
    page.problems = [];
    page.on("pageerror", (error) => page.problems.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) page.problems.push(message.text());
    });
    await page.goto(`${office.address}/sign-in`);
    await page.getByLabel("Account name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    desks[name] = page;
  }
  await desks[name].goto(office.address);
  return desks[name];
}

const waits = (page, title) => page.getByRole("region", { name: title });

/** Tables of a family that gave DNA and of remains that are its son, with the region's loci. */
function tables(missing) {
  const rows = readFileSync(join(office.folder, "files/frequencies.csv"), "utf8").trim().split("\n").slice(1).map((line) => line.split(","));
  const common = new Map();
  for (const [locus, allele, frequency] of rows) {
    if (!common.has(locus)) common.set(locus, []);
    common.get(locus).push([Number(frequency), allele]);
  }
  const profiles = ["sample,locus,allele1,allele2"];
  for (const [locus, alleles] of common) {
    const [a, b, c, d] = alleles.sort((x, y) => x[0] - y[0]).slice(-4).map(([, allele]) => allele);
    profiles.push(`T-F,${locus},${a},${b}`, `T-M,${locus},${c},${d}`, `T-B,${locus},${a},${c}`);
  }
  return {
    relatives: `missing,person,relation,name,sex\n${missing},T-father,father,Rauf Qayalı,male\n${missing},T-mother,mother,Sona Qayalı,female\n`,
    remains: "remains,site,sex,age_from,age_to,stature_cm,found\nT-B1,SG01,male,24,38,175,2026-05-04\n",
    samples: "sample,person,remains,kind\nT-F,T-father,,buccal swab\nT-M,T-mother,,buccal swab\nT-B,,T-B1,femur\n",
    profiles: `${profiles.join("\n")}\n`,
  };
}

test("from a report to the handover", async () => {
  // A report, typed in by the registrar.
  let page = await at("registrar");
  await page.goto(`${office.address}/missing-persons/new`);
  await page.getByLabel("Name, as the family writes it").fill("Qayalı Rüfət Rauf oğlu");
  await page.getByLabel("Sex").selectOption("male");
  await page.getByLabel("Born").fill("1965");
  await page.getByLabel("Last seen").fill("1993-06");
  for (const button of ["Enter the report", "It is none of them"]) {
    const found = page.getByRole("button", { name: button });
    if (await found.count()) await found.click();
  }
  await page.getByRole("heading", { level: 1, name: "Qayalı Rüfət Rauf oğlu" }).waitFor();
  const missing = decodeURIComponent(new URL(page.url()).pathname.split("/").pop());

  // The case waits to be registered, and is, in the registrar's name.
  page = await at("registrar");
  await waits(page, "To be registered").getByRole("link", { name: new RegExp(missing) }).click();
  await page.getByRole("link", { name: "Change or add to it" }).click();
  await page.getByRole("button", { name: /^The course of it|The course of it$/ }).click();
  const steps = page.getByRole("group", { name: "Steps" });
  await steps.getByLabel("To", { exact: true }).nth(1).selectOption("registered");
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("alert").getByText("Steps, 2, Day: this was expected").waitFor();
  await steps.getByLabel("Day").nth(1).fill(new Date().toISOString().slice(0, 10));
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("heading", { level: 1, name: `Case ${missing}` }).waitFor();
  await page.getByRole("button", { name: "Write it down" }).waitFor({ state: "detached" });

  // What is known from before death: teeth.
  await page.goto(`${office.address}/missing-persons/${missing}`);
  await page.getByRole("link", { name: "Ante-mortem data", exact: true }).click();
  await page.getByRole("button", { name: /Teeth$/ }).click();
  await page.getByLabel("Tooth 16", { exact: true }).selectOption("filled");
  await page.getByLabel("Tooth 36", { exact: true }).selectOption("sound");
  await accessible(page, "a dental chart");
  await page.getByRole("button", { name: /Clothing and belongings$/ }).click();
  await page.getByLabel("What", { exact: true }).first().fill("brown leather belt");
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("heading", { level: 1, name: `Ante-mortem data ${missing}` }).waitFor();

  // The family gave DNA, and a mission brought remains.
  page = await at("head");
  const folder = join(office.folder, "tables");
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(tables(missing)).map(([name, text]) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, text);
    return path;
  });
  await page.goto(`${office.address}/imports`);
  await page.getByLabel("Files").setInputFiles(files);
  await page.getByRole("button", { name: "Show what would change" }).click();
  await page.getByRole("button", { name: "Import and compare" }).click();
  await page.getByRole("link", { name: "T-B1", exact: true }).first().waitFor({ timeout: 120000 });

  // What was seen on them.
  page = await at("analyst");
  await page.goto(`${office.address}/remains/T-B1`);
  await page.getByRole("link", { name: "Examination", exact: true }).click();
  await page.getByLabel("Day").fill("2026-06-01");
  await page.getByLabel("Examiner").fill("forensic anthropologist");
  await page.getByRole("button", { name: /Bones$/ }).click();
  await page.getByLabel("femur, left: Count").fill("1");
  await page.getByLabel("femur, left: Percent").fill("100");
  await accessible(page, "an inventory of bones");
  await page.getByRole("button", { name: /Teeth$/ }).click();
  await page.getByLabel("Tooth 16", { exact: true }).selectOption("crown");
  await page.getByLabel("Tooth 36", { exact: true }).selectOption("sound");
  await page.getByRole("button", { name: /Clothing and belongings$/ }).click();
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("heading", { level: 1, name: /^Examination/ }).waitFor();

  // The comparison has it ready; both sides are looked at, and it is proposed.
  page = await at("analyst");
  await page.goto(`${office.address}/hypotheses/T-B1/${missing}`);
  await page.getByRole("row", { name: /16 filled crown may have changed so/ }).waitFor();
  await page.getByRole("row", { name: /36 sound sound the same/ }).waitFor();
  await page.getByText("brown leather belt").waitFor();
  await accessible(page, "both sides");
  await page.getByRole("button", { name: "Propose as an identification" }).click();
  const id = await page.getByLabel("Id", { exact: true }).inputValue();
  await page.getByRole("button", { name: /Lines of evidence$/ }).click();
  assert.match(await page.getByLabel("Finding").first().inputValue(), /The DNA is .* more likely/);
  await page.getByRole("button", { name: /The conclusion$/ }).click();
  await page.getByLabel("Conclusion").fill("The remains are Rüfət Qayalı.");
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("heading", { level: 1, name: `Identification ${id}` }).waitFor();
  await page.getByText("Signed by 0 of 2.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Sign", exact: true }).count(), 0, "who proposed does not sign");

  // Two other people sign: one by keyboard alone.
  page = await at("geneticist");
  const link = waits(page, "To be signed").getByRole("link", { name: new RegExp(id) });
  await link.focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("As what, or a remark").focus();
  await page.keyboard.type("geneticist");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Signed by 1 of 2.").waitFor();
  page = await at("head");
  await waits(page, "To be signed").getByRole("link", { name: new RegExp(id) }).click();
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByText("Signed by 2 of 2.").waitFor();
  await accessible(page, "an identification");

  // The family is told in person before anything else.
  page = await at("head");
  await waits(page, "The family is to be told in person").getByRole("link", { name: new RegExp(id) }).click();
  await page.getByLabel("Who was told, and how").fill("the mother, at her home");
  await page.getByRole("button", { name: "The family was told in person" }).click();
  await page.getByText("family informed").first().waitFor();

  // What the family is given in writing, in its language; and the report for the file.
  for (const [link, language] of [["letter", "az"], ["paper", "en"]]) {
    const paper = await page.request.get(`${office.address}/identifications/${id}/${link}?language=${language}`);
    assert.equal(paper.headers()["content-type"], "application/pdf");
    assert.match((await paper.body()).subarray(0, 8).toString(), /^%PDF-1/);
  }

  // The remains come home.
  page = await at("registrar");
  await waits(page, "To be handed over to the family").getByRole("link", { name: /Rüfət/ }).click();
  await page.goto(`${office.address}/missing-persons/${missing}`);
  await page.getByRole("link", { name: "Handover", exact: true }).click();
  await page.getByLabel("Identification").fill(id);
  const remains = page.getByRole("group", { name: "Remains" });
  await remains.getByLabel("Remains").first().fill("T-B1");
  await page.getByLabel("What", { exact: true }).fill("All remains that were found");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("To", { exact: true }).fill("T-mother");
  await page.getByLabel("Day").fill(new Date().toISOString().slice(0, 10));
  await page.getByLabel("Where", { exact: true }).fill("the house of the missing");
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("heading", { level: 1, name: /^Handover/ }).waitFor();

  // The case has gone all the way, a step a person.
  await page.goto(`${office.address}/cases/${missing}`);
  await page.getByText("remains handed over").first().waitFor();
  for (const step of ["reported", "registered", "hypothesis", "under review", "identified", "family informed"]) {
    await page.getByText(step, { exact: true }).first().waitFor();
  }
  await page.goto(`${office.address}/missing-persons/${missing}`);
  const course = await page.getByRole("region", { name: "Time line" }).innerText();
  assert.match(course, /Born[^]*Last seen[^]*: reported[^]*: identified[^]*: remains handed over/);
  await accessible(page, "a person's file");
  for (const page of Object.values(desks)) assert.deepEqual(page.problems, []);
});

test("everything is found by words in any script, by numbers and by barcodes", async () => {
  const page = await at("head");
  await page.getByRole("search").getByRole("searchbox").fill("Каялы Руфат");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Find" }).waitFor();
  await page.getByRole("region", { name: "Missing persons" }).getByText("Qayalı Rüfət Rauf oğlu").waitFor();
  assert.equal(new URL(page.url()).search, "?filter=kept");
  await accessible(page, "what was found");
  // A hand scanner types the barcode and presses Enter.
  await page.getByLabel("Words in any script, a number or a barcode").fill("T-B");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /T-B1/ }).waitFor();
  // Its labels hold the number, and no name.
  await page.getByRole("link", { name: "Labels to print" }).click();
  await page.getByText("T-B", { exact: true }).waitFor();
  await page.getByRole("img", { name: "QR code" }).first().waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /Rüfət/);
  await accessible(page, "labels");
});

test("ids are suggested with names while one is typed", async () => {
  const page = await at("head");
  await page.goto(`${office.address}/reports/new`);
  await page.getByLabel("Missing person").pressSequentially("Qayalı Rüf", { delay: 20 });
  const option = page.locator("datalist option", { hasText: "Qayalı Rüfət" });
  await option.waitFor({ state: "attached" });
  assert.match(await option.getAttribute("value"), /./);
});

test("a pedigree is edited by mouse, touch and keyboard", async () => {
  const context = await office.browser.newContext({ bypassCSP: true, viewport: { width: 390, height: 844 }, hasTouch: true, storageState: await (await at("registrar")).context().storageState() });
  const page = await context.newPage();
  await page.goto(`${office.address}/missing-persons`);
  await page.locator("tbody a").first().click();
  await page.getByRole("link", { name: "Edit the family" }).click();
  const symbols = page.locator("svg.pedigree a");
  const card = page.locator("details.member[open]");
  const before = await symbols.count();
  await accessible(page, "a pedigree to edit");
  // By touch: a second partner of the missing, with a son.
  await card.getByLabel("The other parent").selectOption("");
  await card.getByRole("button", { name: "A son" }).tap();
  await page.waitForURL(/#member-/);
  assert.equal(await page.locator("details.member[open]").getByRole("button", { name: "Leave out" }).count(), 1);
  assert.equal(await symbols.count(), before + 2);
  // By keyboard: the son gets a name.
  const member = () => page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
  await page.locator(`svg.pedigree a[href="${new URL(page.url()).hash}"]`).focus();
  await page.keyboard.press("Enter");
  await member().getByLabel("Name").focus();
  await page.keyboard.type("Elçin");
  await member().getByLabel("Born").fill("not a date");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("a date was expected").waitFor();
  const again = page.locator("details.member[open]");
  assert.equal(await again.getByLabel("Name").inputValue(), "Elçin");
  await again.getByLabel("Born").fill("1990~");
  await again.getByRole("button", { name: "Write it down" }).click();
  // By mouse: a symbol leads to its member.
  await page.getByRole("link", { name: "Elçin" }).click();
  const elcin = page.url();
  await member().getByRole("button", { name: "Add a sister" }).click();
  await page.waitForURL((url) => url.href !== elcin);
  assert.equal(await symbols.count(), before + 3);
  // Who was put in by mistake goes; who has children has no way out.
  await member().getByRole("button", { name: "Leave out" }).click();
  await page.waitForFunction((most) => document.querySelectorAll("svg.pedigree a").length === most, before + 2);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0);
  await context.close();
});

test("an office's page waits for nobody who may not take the step", async () => {
  const page = await at("geneticist");
  assert.equal(await waits(page, "To be registered").count(), 0);
  assert.equal(await waits(page, "To be handed over to the family").count(), 0);
});
