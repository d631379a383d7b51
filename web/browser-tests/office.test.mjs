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

/** How somebody works: by mouse. */
const mouse = {
  press: (locator) => locator.click(),
  write: (locator, text) => locator.fill(text),
  choose: (locator, option) => locator.selectOption(option),
};

/** Goes on with Tab until something has the focus. */
async function reach(locator) {
  const page = locator.page();
  await locator.waitFor();
  for (let i = 0; i < 800; i++) {
    if (await locator.evaluate((element) => element === document.activeElement)) return page.keyboard;
    await page.keyboard.press("Tab");
  }
  return assert.fail(`the keyboard does not reach ${locator}`);
}

/** Or by the keyboard alone: Tab, Enter, letters. */
const keyboard = {
  press: async (locator) => (await reach(locator)).press("Enter"),
  write: async (locator, text) => {
    const keys = await reach(locator);
    await keys.press("Control+A");
    await keys.type(text);
  },
  choose: async (locator, option) => {
    await (await reach(locator)).type(option);
    assert.equal(await locator.evaluate((select) => select.selectedOptions[0].text), option);
  },
};

/** Tables of a family that gave DNA and of remains that are its son, with the region's loci; another family's are other alleles. */
function tables(missing, prefix) {
  const rows = readFileSync(join(office.folder, "files/frequencies.csv"), "utf8").trim().split("\n").slice(1).map((line) => line.split(","));
  const common = new Map();
  for (const [locus, allele, frequency] of rows) {
    if (!common.has(locus)) common.set(locus, []);
    common.get(locus).push([Number(frequency), allele]);
  }
  const profiles = ["sample,locus,allele1,allele2"];
  for (const [locus, alleles] of common) {
    const most = alleles.sort((x, y) => x[0] - y[0]).slice(-4).map(([, allele]) => allele);
    const [a, b, c, d] = prefix === "T" ? most : most.reverse();
    profiles.push(`${prefix}-F,${locus},${a},${b}`, `${prefix}-M,${locus},${c},${d}`, `${prefix}-B,${locus},${prefix === "T" ? a : b},${prefix === "T" ? c : d}`);
  }
  return {
    relatives: `missing,person,relation,name,sex\n${missing},${prefix}-father,father,Rauf,male\n${missing},${prefix}-mother,mother,Sona,female\n`,
    remains: `remains,site,sex,age_from,age_to,stature_cm,found\n${prefix}-B1,SG01,male,24,38,175,2026-05-04\n`,
    samples: `sample,person,remains,kind\n${prefix}-F,${prefix}-father,,buccal swab\n${prefix}-M,${prefix}-mother,,buccal swab\n${prefix}-B,,${prefix}-B1,femur\n`,
    profiles: `${profiles.join("\n")}\n`,
  };
}

for (const [how, hand, prefix, name] of [
  ["by mouse", mouse, "T", "Qayalı Rüfət Rauf oğlu"],
  ["by the keyboard alone", keyboard, "U", "Bulaqlı Səməd Eldar oğlu"],
]) test(`from a report to the handover, ${how}`, async () => {
  // A report, typed in by the registrar.
  let page = await at("registrar");
  await page.goto(`${office.address}/missing-persons/new`);
  await hand.write(page.getByLabel("Name, as the family writes it"), name);
  await hand.choose(page.getByLabel("Sex"), "male");
  await hand.write(page.getByLabel("Born"), "1965");
  await hand.write(page.getByLabel("Last seen"), "1993-06");
  for (const button of ["Enter the report", "It is none of them"]) {
    const found = page.getByRole("button", { name: button });
    if (await found.count()) await hand.press(found);
  }
  await page.getByRole("heading", { level: 1, name: name }).waitFor();
  const missing = decodeURIComponent(new URL(page.url()).pathname.split("/").pop());

  // The case waits to be registered, and is, in the registrar's name.
  page = await at("registrar");
  await hand.press(waits(page, "To be registered").getByRole("link", { name: new RegExp(missing) }));
  await hand.press(page.getByRole("link", { name: "Change or add to it" }));
  await hand.press(page.getByRole("button", { name: /^The course of it|The course of it$/ }));
  const steps = page.getByRole("group", { name: "Steps" });
  await hand.choose(steps.getByLabel("To", { exact: true }).nth(1), "registered");
  await hand.press(page.getByRole("button", { name: "Write it down" }));
  await page.getByRole("alert").getByText("Steps, 2, Day: this was expected").waitFor();
  await hand.write(steps.getByLabel("Day").nth(1), new Date().toISOString().slice(0, 10));
  await hand.press(page.getByRole("button", { name: "Write it down" }));
  await page.getByRole("heading", { level: 1, name: `Case ${missing}` }).waitFor();
  await page.getByRole("button", { name: "Write it down" }).waitFor({ state: "detached" });

  // What is known from before death: teeth.
  await page.goto(`${office.address}/missing-persons/${missing}`);
  await hand.press(page.getByRole("link", { name: "Ante-mortem data", exact: true }));
  await hand.press(page.getByRole("button", { name: /Teeth$/ }));
  await hand.choose(page.getByLabel("Tooth 16", { exact: true }), "filled");
  await hand.choose(page.getByLabel("Tooth 36", { exact: true }), "sound");
  await accessible(page, "a dental chart");
  await hand.press(page.getByRole("button", { name: /Clothing and belongings$/ }));
  await hand.write(page.getByLabel("What", { exact: true }).first(), "brown leather belt");
  await hand.press(page.getByRole("button", { name: "Write it down" }));
  await page.getByRole("heading", { level: 1, name: `Ante-mortem data ${missing}` }).waitFor();

  // The family gave DNA, and a mission brought remains.
  page = await at("head");
  const folder = join(office.folder, `tables-${prefix}`);
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(tables(missing, prefix)).map(([name, text]) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, text);
    return path;
  });
  await page.goto(`${office.address}/imports`);
  await page.getByLabel("Files").setInputFiles(files);
  await hand.press(page.getByRole("button", { name: "Show what would change" }));
  await hand.press(page.getByRole("button", { name: "Import and compare" }));
  await page.getByRole("link", { name: `${prefix}-B1`, exact: true }).first().waitFor({ timeout: 120000 });

  // What was seen on them.
  page = await at("analyst");
  await page.goto(`${office.address}/remains/${prefix}-B1`);
  await hand.press(page.getByRole("link", { name: "Examination", exact: true }));
  await hand.write(page.getByLabel("Day"), "2026-06-01");
  await hand.write(page.getByLabel("Examiner"), "forensic anthropologist");
  await hand.press(page.getByRole("button", { name: /Bones$/ }));
  await hand.write(page.getByLabel("femur, left: Count"), "1");
  await hand.write(page.getByLabel("femur, left: Percent"), "100");
  await accessible(page, "an inventory of bones");
  await hand.press(page.getByRole("button", { name: /Teeth$/ }));
  await hand.choose(page.getByLabel("Tooth 16", { exact: true }), "crown");
  await hand.choose(page.getByLabel("Tooth 36", { exact: true }), "sound");
  await hand.press(page.getByRole("button", { name: /Clothing and belongings$/ }));
  await hand.press(page.getByRole("button", { name: "Write it down" }));
  await page.getByRole("heading", { level: 1, name: /^Examination/ }).waitFor();

  // The comparison has it ready; both sides are looked at, and it is proposed.
  page = await at("analyst");
  await page.goto(`${office.address}/hypotheses/${prefix}-B1/${missing}`);
  await page.getByRole("row", { name: /16 filled crown may have changed so/ }).waitFor();
  await page.getByRole("row", { name: /36 sound sound the same/ }).waitFor();
  await page.getByText("brown leather belt").waitFor();
  await accessible(page, "both sides");
  await hand.press(page.getByRole("button", { name: "Propose as an identification" }));
  const id = await page.getByLabel("Id", { exact: true }).inputValue();
  await hand.press(page.getByRole("button", { name: /Lines of evidence$/ }));
  assert.match(await page.getByLabel("Finding").first().inputValue(), /The DNA is .* more likely/);
  await hand.press(page.getByRole("button", { name: /The conclusion$/ }));
  await hand.write(page.getByLabel("Conclusion"), `The remains are ${name}.`);
  await hand.press(page.getByRole("button", { name: "Write it down" }));
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
  await hand.press(waits(page, "To be signed").getByRole("link", { name: new RegExp(id) }));
  await hand.press(page.getByRole("button", { name: "Sign", exact: true }));
  await page.getByText("Signed by 2 of 2.").waitFor();
  await accessible(page, "an identification");

  // The family is told in person before anything else.
  page = await at("head");
  await hand.press(waits(page, "The family is to be told in person").getByRole("link", { name: new RegExp(id) }));
  await hand.write(page.getByLabel("Who was told, and how"), "the mother, at her home");
  await hand.press(page.getByRole("button", { name: "The family was told in person" }));
  await page.getByText("family informed").first().waitFor();

  // What the family is given in writing, in its language; and the report for the file.
  for (const [link, language] of [["letter", "az"], ["paper", "en"]]) {
    const paper = await page.request.get(`${office.address}/identifications/${id}/${link}?language=${language}`);
    assert.equal(paper.headers()["content-type"], "application/pdf");
    assert.match((await paper.body()).subarray(0, 8).toString(), /^%PDF-1/);
  }

  // The remains come home.
  page = await at("registrar");
  await hand.press(waits(page, "To be handed over to the family").getByRole("link", { name: new RegExp(name) }));
  await page.getByRole("heading", { level: 1, name: `Case ${missing}` }).waitFor();
  await page.goto(`${office.address}/missing-persons/${missing}`);
  await hand.press(page.getByRole("link", { name: "Handover", exact: true }));
  await hand.write(page.getByLabel("Identification"), id);
  const remains = page.getByRole("group", { name: "Remains" });
  await hand.write(remains.getByLabel("Remains").first(), `${prefix}-B1`);
  await hand.write(page.getByLabel("What", { exact: true }), "All remains that were found");
  await hand.press(page.getByRole("button", { name: "Go on" }));
  await hand.write(page.getByLabel("To", { exact: true }), `${prefix}-mother`);
  await hand.write(page.getByLabel("Day"), new Date().toISOString().slice(0, 10));
  await hand.write(page.getByLabel("Where", { exact: true }), "the house of the missing");
  await hand.press(page.getByRole("button", { name: "Write it down" }));
  await page.getByRole("heading", { level: 1, name: /^Handover/ }).waitFor();

  // The case has gone all the way, a step a person.
  await page.goto(`${office.address}/cases/${missing}`);
  await page.getByText("remains handed over").first().waitFor();
  for (const step of ["Reported", "Registered", "Hypothesis", "Under review", "Identified", "Family informed"]) {
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
  await page.getByRole("link", { name: "Elçin", exact: true }).click();
  const elcin = page.url();
  await member().getByRole("button", { name: "Add a sister" }).click();
  await page.waitForURL((url) => url.href !== elcin);
  assert.equal(await symbols.count(), before + 3);
  // Who was put in by mistake goes; who has children has no way out.
  await member().getByRole("button", { name: "Leave out" }).click();
  await page.waitForFunction((most) => document.querySelectorAll("svg.pedigree a").length === most, before + 2);
  // Somebody gave a sample: its tube waits for the laboratory, and a tube is nobody else's.
  await page.goto(elcin);
  await member().getByLabel("Barcode of the tube").fill("TUBE-0001");
  await member().getByRole("button", { name: "Gave a sample" }).click();
  await member().getByText("TUBE-0001").waitFor();
  await member().getByText("no profile yet").waitFor();
  await member().getByLabel("Barcode of the tube").fill("TUBE-0001");
  await member().getByRole("button", { name: "Gave a sample" }).click();
  await page.getByRole("alert").getByText("another id was expected").waitFor();
  assert.equal(await page.locator("details.member[open]").getByRole("button", { name: "Leave out" }).count(), 0, "who gave DNA stays");
  await page.evaluate(() => document.fonts.ready);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, await page.evaluate(() => [...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > window.innerWidth && !e.closest(".drawing")).slice(0, 4).map((e) => e.outerHTML.slice(0, 150)).join("\n")));
  await context.close();
});

test("an office's page waits for nobody who may not take the step", async () => {
  const page = await at("geneticist");
  assert.equal(await waits(page, "To be registered").count(), 0);
  assert.equal(await waits(page, "To be handed over to the family").count(), 0);
});
