// A laboratory has mistaken tubes, and bags of bones are of fewer people: an analyst is told before anybody is identified by them, decides with a reason, and
// the next comparison keeps to it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accessible } from "./accessible.mjs";
import { kintrace, open, password } from "./office.mjs";

const AXE = { timeout: 120_000 };
let office;
let tubes;

before(async () => {
  office = await open({ filled: true, scattered: 0.3, lineages: 1 });
  const rows = (name) =>
    readFileSync(join(office.folder, "files", name), "utf8").trim().split("\n").slice(1).map((line) => line.split(","));
  // The profile of one relative is also that of another family's.
  const relatives = rows("samples.csv").filter(([, person]) => person);
  const family = ([, person]) => person.split("-")[0];
  const whole = (sample) => rows("profiles.csv").filter(([id]) => id === sample);
  const first = relatives.find(([sample]) => whole(sample).length > 20);
  const second = relatives.find((other) => family(other) !== family(first) && whole(other[0]).length > 20);
  tubes = [first[0], second[0]];
  const mistaken = whole(first[0]).map(([, ...read]) => [second[0], ...read].join(","));
  const file = join(office.folder, "mistaken.csv");
  writeFileSync(file, ["sample,locus,allele1,allele2", ...mistaken].join("\n"));
  kintrace(["import", "--data", office.data, file]);
  kintrace(["match", "--data", office.data]);
  kintrace(["user", "add", "analyst", "--role", "analyst", "--data", office.data], `${password}\n`);
});
after(() => office?.close());

async function analyst(width) {
  const context = await office.browser.newContext({ bypassCSP: true, viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${office.address}/sign-in`);
  await page.getByLabel("Account name").fill("analyst");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  return page;
}

test("what is doubtful is told on a telephone, in every language", AXE, async () => {
  const page = await analyst(390);
  for (const language of ["en", "az", "hy", "ru"]) {
    await page.context().addCookies([{ name: "language", value: language, url: office.address }]);
    await page.goto(`${office.address}/doubts`);
    await page.getByText(tubes.join(", ")).waitFor();
    await accessible(page, `doubts in ${language}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `the page is no wider than the telephone in ${language}`);
  }
  await page.context().close();
});

test("a hypothesis says what is handed down one line, on a telephone and in every language", AXE, async () => {
  const { hypotheses } = JSON.parse(kintrace(["match", "--data", office.data, "--json"]));
  const says = (line) => ({ lines }) => lines.some((l) => l.line === line);
  const found = hypotheses.filter(says("male-line")).find(says("maternal-line"));
  const page = await analyst(390);
  const titles = { en: "Male line (Y chromosome)", az: "Ata xətti (Y xromosomu)", hy: "Հայրական գիծ (Y քրոմոսոմ)", ru: "Мужская линия (Y-хромосома)" };
  for (const [language, title] of Object.entries(titles)) {
    await page.context().addCookies([{ name: "language", value: language, url: office.address }]);
    await page.goto(`${office.address}/hypotheses/${found.remains}/${found.missing}`);
    await page.getByRole("rowheader", { name: title }).waitFor();
    await page.getByRole("rowheader", { name: "mtDNA" }).waitFor();
    await accessible(page, `a hypothesis in ${language}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `the page is no wider than the telephone in ${language}`);
  }
  const file = await page.request.get(`${office.address}/hypotheses/${found.remains}/${found.missing}/file`);
  const [{ haplotypes, lines }] = (await file.json()).cases;
  assert.ok(haplotypes.remains.mtDNA[0].startsWith("73-340 16024-16365:") || haplotypes.remains.mtDNA[0].startsWith("16024-16365:"));
  assert.ok(lines.some((l) => l.line === "maternal-line"), "and what it weighs");
  await page.context().close();
});

test("an analyst sets mistaken tubes aside", AXE, async () => {
  const page = await analyst(1280);
  await page.getByRole("link", { name: "Doubts", exact: true }).click();
  const doubt = page.locator("section", { hasText: tubes.join(", ") }).filter({ hasText: "one person" });
  await doubt.getByLabel("Your decision").selectOption("samples set aside");
  await doubt.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  // Without a reason nothing is decided, and nothing that was typed is lost.
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByText("this was expected").first().waitFor();
  await page.getByLabel("Reason").fill("The labels of two tubes were exchanged on the same day.");
  await page.getByRole("button", { name: "Go on" }).click();
  for (const tube of tubes) await page.locator(`input[value="${tube}"]`).waitFor();
  await accessible(page, "the form of a review");
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByText("The labels of two tubes were exchanged on the same day.").waitFor();
  kintrace(["match", "--data", office.data]);
  await page.goto(`${office.address}/doubts`);
  assert.equal(await page.getByText(tubes.join(", ")).count(), 0);
  await page.context().close();
});

test("parts of one body are told on a telephone, in every language", AXE, async () => {
  const page = await analyst(390);
  for (const language of ["en", "az", "hy", "ru"]) {
    await page.context().addCookies([{ name: "language", value: language, url: office.address }]);
    await page.goto(`${office.address}/bodies`);
    await page.locator("section form").first().waitFor();
    await accessible(page, `parts of one body in ${language}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `the page is no wider than the telephone in ${language}`);
  }
  await page.context().close();
});

test("an analyst says that remains are of one person, and they are compared as one", AXE, async () => {
  const page = await analyst(1280);
  await page.getByRole("link", { name: "Doubts", exact: true }).click();
  await page.getByRole("link", { name: "Parts of one body" }).click();
  const proposed = page.locator("section", { hasText: "of one person" }).filter({ hasNotText: "bones of two people" }).first();
  const parts = await proposed.locator('a[href^="/remains/"]').allTextContents();
  assert.ok(parts.length > 1);
  await proposed.getByLabel("Your decision").selectOption("of one person");
  await proposed.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByLabel("Reason").fill("The joints fit, and so do colour and size.");
  await page.getByRole("button", { name: "Go on" }).click();
  for (const part of parts) await page.locator(`input[value="${part}"]`).waitFor();
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByText("The joints fit, and so do colour and size.").waitFor();
  kintrace(["match", "--data", office.data]);
  await page.goto(`${office.address}/bodies`);
  await page.getByText("It was looked at and is used as it is").waitFor();
  for (const part of parts) {
    await page.goto(`${office.address}/remains/${part}`);
    await page.getByText("parts of one body; they are compared together").waitFor();
  }
  // What was found of the others is found of the first.
  assert.equal(await page.getByRole("link", { name: /^Why/ }).count(), 0);
  await page.goto(`${office.address}/remains/${parts[0]}`);
  await accessible(page, "remains that are a part of a body");
  const why = page.getByRole("link", { name: /^Why/ }).first();
  if (await why.count()) {
    await why.click();
    await page.getByText("parts of one body; they are compared together").waitFor();
  }
  await page.context().close();
});
