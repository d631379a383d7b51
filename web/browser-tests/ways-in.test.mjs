// Ways in besides a password: passkeys (a virtual authenticator), an institution (a certified OpenID provider on
// another site), a second factor that staff must have, accounts that two of the staff make.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import Provider from "oidc-provider";
import { accessible } from "./accessible.mjs";
import { kintrace, open, password, serve } from "./office.mjs";

let office;
let institution;

/** The institution: its people are who they say they are. */
async function openInstitution(back) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // 127.0.0.1 and localhost are two sites, as two institutions are.
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "kintrace", client_secret: "a secret of the two", redirect_uris: [back], grant_types: ["authorization_code"], response_types: ["code"] }],
    pkce: { required: () => true },
    claims: { openid: ["sub", "amr"] },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ["a key for tests"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
  server.on("request", provider.callback());
  return { issuer, server };
}

before(async () => {
  office = await open({ filled: false });
  for (const [name, role] of [["warden", "administrator"], ["keeper", "administrator"], ["sona", "registrar"]]) {
    kintrace(["user", "add", name, "--data", office.data, "--role", role], `${password}\n`);
  }
  const port = new URL(office.address).port;
  institution = await openInstitution(`http://localhost:${port}/sign-in/back`);
  const keys = join(office.data, "keys");
  mkdirSync(keys, { recursive: true });
  writeFileSync(join(keys, "institutions.json"), JSON.stringify([{ id: "ministry", name: "The ministry", issuer: institution.issuer, client: "kintrace", secret: "a secret of the two" }]));
  office.server.kill("SIGTERM");
  await once(office.server, "exit");
  office.serving = ["--second-factor", "staff"];
  await serve(office);
  // Browsers have passkeys for names, and not for addresses of machines.
  office.address = `http://localhost:${port}`;
});
after(async () => {
  institution?.server.close();
  await office?.close();
});

async function stranger() {
  const context = await office.browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 900 } });
  return context.newPage();
}

async function enter(page, name, secret = password) {
  await page.goto(`${office.address}/sign-in`);
  await page.getByLabel("Account name").fill(name);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** A telephone with its own lock: whoever holds it has shown a finger. */
async function telephone(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return devtools;
}

/** Opens what is folded, gives the password, and asks for a passkey; then names the device. */
async function addPasskey(page, name) {
  await page.locator("summary", { hasText: "Add a passkey" }).click();
  const open = page.locator("details[open]");
  await open.getByLabel("Password").fill(password);
  await open.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByLabel("What do you call this device?").fill(name);
  await page.getByRole("button", { name: "Use this device" }).click();
  await page.getByText("The passkey is added").waitFor();
}

test("whoever works in an office adds a second factor first, and signs in with a passkey from then on", async () => {
  const page = await stranger();
  await telephone(page);
  await enter(page, "sona");
  await page.getByText("Before you go on, add a second factor").waitFor();
  await page.goto(`${office.address}/missing-persons`);
  assert.equal(new URL(page.url()).pathname, "/account", "nothing else is shown before");
  await page.goto(`${office.address}/accounts`);
  assert.equal(new URL(page.url()).pathname, "/account");
  await accessible(page, "account, owing a second factor");
  await addPasskey(page, "my telephone");
  await page.goto(`${office.address}/missing-persons`);
  await page.getByRole("heading", { level: 1, name: "Missing persons" }).waitFor();

  await page.goto(`${office.address}/account`);
  await page.locator("form.factor summary").click();
  await page.locator("form.factor").getByLabel("Password").fill(password);
  await page.locator("form.factor").getByRole("button", { name: "Turn off" }).click();
  await page.getByText("This is the only second factor").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();

  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.getByText("sona").first().waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();

  // The password alone is half the way; the passkey is the other.
  await enter(page, "sona");
  await page.getByText("Show the passkey that belongs to this account").waitFor();
  await accessible(page, "second factor");
  const answer = await page.goto(`${office.address}/missing-persons`);
  assert.equal(new URL(answer.url()).pathname, "/sign-in");
  await enter(page, "sona");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
});

test("a passkey of another telephone, and an answer that is sent twice, open nothing", async () => {
  const page = await stranger();
  const devtools = await telephone(page);
  await page.goto(`${office.address}/sign-in`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("The passkey was not shown").waitFor();
  assert.equal(await page.getByLabel("Account name").isVisible(), true, "the password's form is still there");

  await enter(page, "keeper");
  await addPasskey(page, "keys");
  await page.getByRole("button", { name: "Sign out" }).click();
  let sent;
  await page.route("**/sign-in/passkey", async (route) => {
    sent = route.request().postData();
    await route.continue();
  });
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  const again = await page.request.post(`${office.address}/sign-in/passkey`, { data: sent, headers: { "content-type": "application/x-www-form-urlencoded" } });
  assert.equal(again.status(), 401, "a challenge counts once");
  await devtools.detach();
});

test("an institution lets its own people in, once they have connected their account", async () => {
  const page = await stranger();
  await telephone(page);
  const letIn = async (name) => {
    await page.getByPlaceholder("Enter any login").fill(name);
    await page.getByPlaceholder("and password").fill("theirs");
    await page.getByRole("button", { name: "Sign-in" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
  };
  await page.goto(`${office.address}/sign-in`);
  await page.getByRole("link", { name: "Sign in with your account at The ministry" }).click();
  await letIn("employee-17");
  await page.getByText("no account here is connected with it").waitFor();

  await enter(page, "warden");
  await addPasskey(page, "keys");
  await page.goto(`${office.address}/account`);
  await page.locator("summary", { hasText: "Connect with The ministry" }).click();
  const open = page.locator("details[open]");
  await open.getByLabel("Password").fill(password);
  await open.getByRole("button", { name: "Connect with The ministry" }).click();
  await page.getByRole("link", { name: "Go on to The ministry" }).click();
  // They know the browser already.
  await page.getByText(/Connected with The ministry, since/).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();

  await page.getByRole("link", { name: "Sign in with your account at The ministry" }).click();
  // A password at the institution is one factor: the passkey is still asked for.
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();

  // Somebody else's answer is none to this question.
  await page.goto(`${office.address}/sign-in/back?state=forged&code=forged`);
  await page.getByText("The institution has not let you in").waitFor();
});

test("two of the staff make an account, and one ends it", async () => {
  const [first, second, newcomer] = [await stranger(), await stranger(), await stranger()];
  for (const page of [first, second, newcomer]) await telephone(page);
  await enter(first, "aygun");
  await addPasskey(first, "one");
  // Supervisors answer for cases and not for accounts.
  await first.goto(`${office.address}/accounts`);
  assert.equal(await first.getByRole("heading", { name: "A new account" }).count(), 0);
  kintrace(["user", "add", "chief", "--data", office.data, "--role", "administrator"], `${password}\n`);
  await enter(second, "chief");
  await addPasskey(second, "two");
  await second.goto(`${office.address}/accounts`);
  await accessible(second, "accounts");
  const fill = async (name) => {
    await second.getByLabel("Account name").fill(name);
    await second.getByLabel("Role").selectOption("analyst");
    await second.getByRole("button", { name: "Propose" }).click();
  };
  await fill("two words");
  await second.getByRole("alert").waitFor();
  assert.equal(await second.getByLabel("Account name").inputValue(), "two words", "what was typed stays");
  await fill("leyla");
  const row = (at) => at.getByRole("row", { name: /^leyla/ });
  await row(second).getByText("asked by chief").waitFor();
  await enter(newcomer, "leyla");
  await newcomer.getByRole("alert").waitFor();

  await first.goto(`${office.address}/accounts`);
  await row(first).getByRole("button", { name: "Confirm" }).click();
  const link = await first.locator("code.wrap").innerText();
  const told = await first.locator(".lead code").innerText();
  await newcomer.goto(link);
  await newcomer.getByLabel("The code that you were told").fill(told);
  await newcomer.getByLabel("The new password").fill(password);
  await newcomer.getByRole("button", { name: "Change the password" }).click();
  await enter(newcomer, "leyla");
  await addPasskey(newcomer, "mine");
  await newcomer.goto(`${office.address}/hypotheses`);
  await newcomer.getByRole("heading", { level: 1, name: "Hypotheses" }).waitFor();

  await second.goto(`${office.address}/accounts`);
  await row(second).getByRole("button", { name: "End the account leyla" }).click();
  await row(second).getByText("nobody can sign in").waitFor();
  await newcomer.goto(`${office.address}/hypotheses`);
  assert.equal(new URL(newcomer.url()).pathname, "/sign-in", "at once");
  await newcomer.getByRole("button", { name: "Sign in with a passkey" }).click();
  await newcomer.getByText("This passkey is not known here").waitFor();
});
