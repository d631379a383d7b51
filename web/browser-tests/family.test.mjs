// A family's own pages, and how people get in: a real browser, the real binary, killed in between.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { accessible } from "./accessible.mjs";
import { kintrace, open, password, serve, signIn } from "./office.mjs";

const LANGUAGES = ["az", "hy", "en", "ru"];
let office;

before(async () => {
  office = await open({ filled: true });
  const add = (name, ...more) => kintrace(["user", "add", name, "--data", office.data, ...more], `${password}\n`);
  add("registrar", "--role", "registrar");
  add("warden", "--role", "administrator");
  add("relative", "--role", "family member", "--case", "M00017");
});
after(() => office?.close());

/** A page of somebody new: of a telephone, and without JavaScript if asked. */
async function stranger(options = {}) {
  const context = await office.browser.newContext({ bypassCSP: true, viewport: { width: 390, height: 844 }, ...options });
  return context.newPage();
}

async function enter(page, name) {
  await page.goto(`${office.address}/sign-in`);
  await page.getByLabel("Account name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** What an authenticator app shows (RFC 6238). */
function code(secret, steps = 0) {
  const bits = [...secret.replace(/\s/g, "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

test("a family reports somebody, without JavaScript, and the server is killed in between", async () => {
  const page = await stranger({ javaScriptEnabled: false });
  await page.goto(`${office.address}/sign-in`);
  await page.getByRole("link", { name: "Are you looking for somebody?" }).click();
  await page.getByLabel("A name to sign in with").fill("aynur");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Open the account" }).click();
  await page.getByRole("heading", { level: 1, name: "Your people" }).waitFor();
  await page.getByRole("link", { name: "Report somebody who is missing" }).click();
  await page.getByLabel("The name of the missing person").fill("Elçin Bulaqlı");
  await page.getByLabel("Sex").selectOption("male");
  await page.getByLabel("Born").fill("1962/1964");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("When last seen").fill("1993-04");
  await page.getByLabel("Where").fill("Ağdərə");
  await page.getByLabel("What happened, in your words").fill("Səhər evdən çıxdı.\nBir daha görmədik.");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("heading", { level: 2, name: "Who are you?" }).waitFor();

  office.server.kill("SIGKILL");
  await once(office.server, "exit");
  await serve(office);

  await page.goto(`${office.address}/family`);
  await page.getByRole("link", { name: "Go on with your report" }).click();
  assert.equal(await page.getByLabel("The name of the missing person").inputValue(), "Elçin Bulaqlı", "what was typed is there, and the session, too");
  await page.getByRole("button", { name: "Go on" }).click();
  assert.match(await page.getByLabel("What happened, in your words").inputValue(), /Bir daha görmədik/);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("Your name").fill("Aynur Bulaqlı");
  await page.getByLabel("sister").check();
  await page.getByLabel("How we reach you").fill("+000 12 345");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("To search").check();
  await page.getByLabel("To compare DNA").check();
  await page.getByRole("button", { name: "Go on" }).click();
  const summary = await page.locator("dl").innerText();
  assert.match(summary, /To compare DNA/);
  assert.doesNotMatch(summary, /For research/);
  await page.getByRole("button", { name: "Send the report" }).click();
  await page.getByText("We have written down what you told us about Elçin Bulaqlı").waitFor();
  assert.equal(await page.locator(".qr-code svg").count(), 1, "a receipt with a QR code");
  await page.getByRole("link", { name: "To the course of the case" }).click();
  await page.getByText("The report has reached us.").waitFor();
  assert.match(await page.locator("blockquote").first().innerText(), /Səhər evdən çıxdı/);

  // Consent is taken back, purpose by purpose.
  await page.getByRole("link", { name: "What you agree to" }).click();
  assert.equal(await page.getByLabel("To compare DNA").isChecked(), true);
  await page.getByLabel("To compare DNA").uncheck();
  await page.getByRole("button", { name: "Write down what I agree to" }).click();
  await page.getByText("We have written down what you agree to.").waitFor();
  await page.getByRole("link", { name: "To the course of the case" }).click();

  // A question, and a right; what is held, as a file.
  await page.getByRole("link", { name: "Ask the office" }).click();
  await page.getByRole("button", { name: "Send to the office" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("That something is put right").check();
  await page.getByLabel("In your words").fill("Our name has an ı without a dot.");
  await page.getByRole("button", { name: "Send to the office" }).click();
  await page.getByText("The office answers within a month").waitFor();
  await page.getByRole("link", { name: "To the course of the case" }).click();
  await page.getByText("You asked that something is put right").waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save what we hold" }).click()]);
  assert.equal(file.suggestedFilename(), "what-is-held.json");

  // The office sees it all: the case, the report, the request that is due.
  const desk = await stranger({ viewport: { width: 1280, height: 900 } });
  await enter(desk, "registrar");
  await desk.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await desk.goto(`${office.address}/family-requests`);
  const due = desk.locator("tbody tr", { hasText: "waiting" }).first();
  await due.waitFor();
});

test("a form that is sent after the session has ended is not lost", async () => {
  const page = await stranger({ viewport: { width: 1280, height: 900 } });
  await enter(page, "registrar");
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.goto(`${office.address}/places/new`);
  await page.getByLabel("Id", { exact: true }).fill("P-resumed");
  const names = page.getByRole("group", { name: "Names" });
  await names.getByLabel("Language").fill("en");
  await names.getByLabel("Text").fill("A place typed in for a long time");
  await page.getByLabel("Kind").selectOption("settlement");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByLabel("Account name").fill("registrar");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Names, 1, Text").waitFor();
  await page.getByText("A place typed in for a long time").first().waitFor();
  await page.getByRole("button", { name: "Send it" }).click();
  await page.getByRole("heading", { level: 1, name: "Place P-resumed" }).waitFor();
});

test("the page for everybody says how much is done, and no number under five", async () => {
  const page = await stranger();
  await page.goto(`${office.address}/sign-in`);
  await page.getByRole("link", { name: "About" }).click();
  const said = await page.locator("main").innerText();
  assert.match(said, /people reported missing/);
  const counts = await page.locator(".figures dd").allInnerTexts();
  assert.equal(counts.length, 4);
  for (const count of counts) assert.ok(count === "fewer than 5" || Number(count) >= 5, count);
  assert.ok(counts.includes("fewer than 5"), "three requests were sent");
  assert.doesNotMatch(await page.content(), /M000\d\d/);
});

test("nobody else's person is there, and no result before the family was told", async () => {
  const page = await stranger();
  await enter(page, "relative");
  await page.getByRole("heading", { level: 1, name: "Your people" }).waitFor();
  await page.goto(`${office.address}/family/M00017`);
  const text = await page.locator("main").innerText();
  assert.match(text, /What comes next/);
  assert.doesNotMatch(text, /remains|posterior|hypothes|identif/i);
  for (const path of ["/family/M00001", "/missing-persons/M00017", "/hypotheses", "/remains", "/records", "/family/M00017/contest"]) {
    const answer = await page.goto(office.address + path);
    assert.equal(answer.status(), 404, path);
  }
});

test("a family's page is light enough for an old telephone", async () => {
  const page = await stranger();
  await enter(page, "relative");
  await page.getByRole("heading", { level: 1, name: "Your people" }).waitFor();
  for (const path of ["/family", "/family/M00017", "/family/report/consent", "/family/M00017/ask"]) {
    const context = await office.browser.newContext({ storageState: await page.context().storageState(), viewport: { width: 360, height: 640 } });
    const first = await context.newPage();
    const session = await context.newCDPSession(first);
    await session.send("Network.enable");
    let bytes = 0;
    session.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
    await first.goto(office.address + path, { waitUntil: "networkidle" });
    assert.ok(bytes > 1000 && bytes < 100_000, `${path}: ${bytes} bytes`);
    await context.close();
  }
});

test("a family's pages are accessible in each language, also at twice the size of letters", async () => {
  const page = await stranger();
  await enter(page, "relative");
  await page.getByRole("heading", { level: 1, name: "Your people" }).waitFor();
  for (const language of LANGUAGES) {
    await page.goto(`${office.address}/family`);
    await page.locator(`button[name=language][value=${language}]`).click();
    assert.equal(new URL(page.url()).pathname, "/family", "the same page again");
    for (const path of ["/family", "/family/M00017", "/family/M00017/ask", "/family/report/who", "/family/report/when", "/family/report/you", "/family/report/consent", "/family/report/check", "/account", "/join", "/sign-in", "/about", "/nowhere"]) {
      await page.goto(office.address + path);
      assert.equal(await page.locator("html").getAttribute("lang"), language, path);
      await accessible(page, `${path} in ${language}`);
      await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${path} in ${language}, at 200 %: ${overflow} pixels too wide`);
    }
  }
});

test("a relative is invited by link and code", async () => {
  const desk = await stranger({ viewport: { width: 1280, height: 900 } });
  await enter(desk, "registrar");
  await desk.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await desk.goto(`${office.address}/missing-persons/M00020`);
  await desk.getByLabel("Which relative").selectOption({ index: 1 });
  await desk.getByRole("button", { name: "Make an invitation" }).click();
  const link = await desk.locator("code.wrap").innerText();
  const told = await desk.locator(".lead code").innerText();
  const page = await stranger();
  await page.goto(link);
  await page.getByLabel("The code that you were told").fill("none-such-code-here");
  await page.getByLabel("A name to sign in with").fill("invited");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Open the account" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByLabel("A name to sign in with").inputValue(), "invited", "what was typed stays");
  await page.getByLabel("The code that you were told").fill(told);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Open the account" }).click();
  await page.getByRole("heading", { level: 1, name: "Your people" }).waitFor();
  assert.equal(await page.locator("main h2 a").count(), 1);
  // Once.
  const again = await stranger();
  await again.goto(link);
  await again.getByLabel("The code that you were told").fill(told);
  await again.getByLabel("A name to sign in with").fill("second");
  await again.getByLabel("Password").fill(password);
  await again.getByRole("button", { name: "Open the account" }).click();
  await again.getByRole("alert").waitFor();
});

test("a second factor, sessions that end, and an account that two give back", async () => {
  kintrace(["user", "add", "sona", "--data", office.data, "--role", "registrar"], `${password}\n`);
  const page = await stranger({ viewport: { width: 1280, height: 900 } });
  await enter(page, "sona");
  await page.getByRole("link", { name: "sona" }).click();
  await page.locator("summary", { hasText: "Add an app" }).click();
  const opened = page.getByRole("region", { name: "Second factor" }).locator("details[open]");
  await opened.getByLabel("Password").fill(password);
  await opened.getByRole("button", { name: "Add an app" }).click();
  const secret = await page.locator("ol code").innerText();
  await page.getByLabel("The first code that it shows").fill("000000");
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("alert").waitFor();
  const used = code(secret, -1);
  await page.getByLabel("The first code that it shows").fill(used);
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("The second factor is on").waitFor();

  const other = await stranger();
  await enter(other, "sona");
  await other.getByLabel("The code that your app shows now").fill(used);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.getByText("This is not the code of now").waitFor();
  const answer = await other.goto(`${office.address}/missing-persons`);
  assert.equal(new URL(answer.url()).pathname, "/sign-in", "the password alone opens nothing");
  await enter(other, "sona");
  await other.getByLabel("The code that your app shows now").fill(code(secret));
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.getByRole("heading", { level: 1, name: "Overview" }).waitFor();

  await page.goto(`${office.address}/account`);
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await other.goto(`${office.address}/missing-persons`);
  assert.equal(new URL(other.url()).pathname, "/sign-in");

  // The telephone is lost: one of the staff asks, another confirms.
  const [first, second] = [await stranger({ viewport: { width: 1280, height: 900 } }), await stranger({ viewport: { width: 1280, height: 900 } })];
  await enter(first, "warden");
  await first.goto(`${office.address}/accounts`);
  await first.getByRole("button", { name: "Ask that sona is given back" }).click();
  const row = (at) => at.getByRole("row", { name: /^sona/ });
  await row(first).getByText("asked by warden").waitFor();
  assert.equal(await row(first).getByRole("button", { name: "Confirm" }).count(), 0, "nobody confirms what they asked");
  await enter(second, "aygun");
  await second.goto(`${office.address}/accounts`);
  await row(second).getByRole("button", { name: "Confirm" }).click();
  const link = await second.locator("code.wrap").innerText();
  const told = await second.locator(".lead code").innerText();
  await other.goto(link);
  await other.getByLabel("The code that you were told").fill(told);
  await other.getByLabel("The new password").fill("another password, long");
  await other.getByRole("button", { name: "Change the password" }).click();
  await other.getByLabel("Account name").fill("sona");
  await other.getByLabel("Password").fill("another password, long");
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.goto(`${office.address}/account`);
  assert.equal(new URL(page.url()).pathname, "/sign-in", "sessions of before have ended");
});

test("somebody who guesses from elsewhere does not lock the owner out", async () => {
  const page = await stranger();
  await enter(page, "relative");
  await page.getByRole("heading", { level: 1, name: "Your people" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  for (let i = 0; i < 32; i += 1) {
    await fetch(`${office.address}/sign-in`, { method: "POST", body: new URLSearchParams({ name: "relative", password: "a guess, a guess" }), redirect: "manual" });
  }
  const guess = await fetch(`${office.address}/sign-in`, { method: "POST", body: new URLSearchParams({ name: "relative", password }), redirect: "manual" });
  assert.equal(guess.status, 429, "elsewhere has to wait");
  await enter(page, "relative");
  await page.getByRole("heading", { level: 1, name: "Your people" }).waitFor();
});

test("the office's pages are accessible in each language, and no wider than a telephone", async () => {
  const page = await stranger({ viewport: { width: 1280, height: 900 } });
  await signIn(page, office.address, { own: true });
  for (const language of LANGUAGES) {
    await page.goto(`${office.address}/records`);
    await page.locator(`button[name=language][value=${language}]`).click();
    for (const path of ["/", "/missing-persons", "/missing-persons/M00017", "/remains", "/hypotheses", "/lists", "/imports", "/missing-persons/new", "/receipts/0", "/records", "/sites/SG01", "/information-requests/new", "/accounts", "/receipts/check"]) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(office.address + path);
      assert.equal(await page.locator("html").getAttribute("lang"), language, path);
      await accessible(page, `${path} in ${language}`);
      await page.setViewportSize({ width: 390, height: 844 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${path} in ${language}: ${overflow} pixels too wide`);
    }
  }
});
