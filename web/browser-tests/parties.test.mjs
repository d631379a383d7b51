// Two parties ask each other, and their liaisons answer: each sees what was asked of it, and nothing else. The
// liaisons' whole course is by keyboard.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./accessible.mjs";
import { kintrace, open, password, records } from "./office.mjs";

let office;

before(async () => {
  office = await open({ filled: true });
  for (const party of ["north", "south"]) {
    for (const role of ["liaison", "investigator"]) {
      kintrace(["user", "add", `${party}-${role}`, "--role", role, "--party", party, "--data", office.data], `${password}\n`);
    }
  }
});
after(() => office?.close());

async function stranger() {
  const context = await office.browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 900 } });
  return context.newPage();
}

/** What has the focus, as a screen reader would call it. */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at?.getAttribute("aria-label") ?? at?.labels?.[0]?.innerText ?? at?.textContent?.trim() ?? "";
  });

/** Goes on with Tab until something of a name has the focus. */
async function tabTo(page, name) {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press("Tab");
    const at = (await focused(page)).trim();
    if (name instanceof RegExp ? name.test(at) : at === name) return;
  }
  assert.fail(`the keyboard does not reach ${name}`);
}

async function type(page, label, text) {
  await tabTo(page, label);
  await page.keyboard.type(text);
}

async function follow(page, name) {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

const today = new Date().toISOString().slice(0, 10);

/** An investigator asks the other party. */
async function ask(asker, asked, id) {
  const page = await stranger();
  await page.goto(`${office.address}/sign-in`);
  await page.getByLabel("Account name").fill(`${asker}-investigator`);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.goto(`${office.address}/information-requests/new`);
  await page.getByLabel("Id", { exact: true }).first().fill(id);
  await page.getByLabel("Party", { exact: true }).fill(asker);
  await page.getByLabel("To", { exact: true }).fill(asked);
  await page.getByLabel("Addressee").fill("Archive of the hospital");
  await page.getByLabel("customary international humanitarian law, rule 117").check();
  const about = page.getByRole("group", { name: "About" });
  await about.getByLabel("Kind").first().selectOption("missing person");
  await about.getByLabel("Id").first().fill("M00001");
  await page.getByLabel("Text", { exact: true }).fill("Who was buried behind the hospital in June 1993?");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("Sent").fill(today);
  await page.getByLabel("Due").fill("2027-06-01");
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("heading", { level: 1, name: `Request for information ${id}` }).waitFor();
  return page;
}

for (const [asker, asked, kind, said] of [
  ["south", "north", "answered", "Four men, in a row along the wall."],
  ["north", "south", "refused", "The archive is closed."],
]) {
  test(`${asker} asks, and ${asked}'s liaison answers with the keyboard alone`, async () => {
    const id = `IR-${asker}`;
    const investigator = await ask(asker, asked, id);
    const page = await stranger();
    await page.goto(`${office.address}/sign-in`);
    await type(page, "Account name", `${asked}-liaison`);
    await type(page, "Password", password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await accessible(page, `overview of a liaison of ${asked}`);
    await follow(page, new RegExp(`^Request for information ${id}`));
    await page.getByRole("heading", { level: 1, name: `Request for information ${id}` }).waitFor();
    await follow(page, "Change or add to it");
    await page.getByRole("group", { name: "Replies" }).waitFor();
    await type(page, "Day", today);
    await type(page, "Kind", kind);
    await type(page, "Text", said);
    await follow(page, "Write it down");
    await page.getByRole("button", { name: "Write it down" }).waitFor({ state: "detached" });
    await page.getByText(said).first().waitFor();
    await page.getByText(kind).first().waitFor();

    // Nothing else of the other party's is there, nor of the own beyond what a liaison does.
    for (const path of ["/missing-persons", "/remains", "/hypotheses", "/map", "/map/things?west=87&south=-34&east=91&north=-30&squares=4", "/claims", "/statements", "/lists", "/accounts"]) {
      assert.equal((await page.request.get(`${office.address}${path}`)).status(), 404, path);
    }
    await page.goto(`${office.address}/`);
    assert.equal(await page.getByRole("link", { name: new RegExp(`^Request for information ${id}`) }).count(), 0, "it waits no more");
    await follow(page, "Sign out");
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();

    // Whoever asked reads the answer, and in whose name it was given.
    await investigator.reload();
    await investigator.getByText(said).first().waitFor();
    await investigator.getByText(`${asked}-liaison`).first().waitFor();
  });
}

test("the map of a party's people has its own sites, and none of the other's", async () => {
  const sites = records(office, "sites.csv").filter((site) => !site.withheld_to);
  for (const party of ["north", "south"]) {
    const page = await stranger();
    await page.goto(`${office.address}/sign-in`);
    await page.getByLabel("Account name").fill(`${party}-investigator`);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    const answer = await page.request.get(`${office.address}/map/things?west=87&south=-34&east=91&north=-30&squares=4`);
    const sent = (await answer.json()).features.filter((f) => f.properties.kind === "site").map((f) => f.properties.path);
    const own = sites.filter((site) => ["", party].includes(site.party)).map((site) => `/sites/${site.site}`);
    assert.deepEqual(sent.sort(), own.sort());
  }
  assert.ok(sites.some((site) => site.party === "north") || sites.some((site) => site.party === ""), "some are somebody's");
});
