// The page that checks receipts, beside the program that does: what one accepts the other accepts.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { kintrace, open } from "./office.mjs";

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const binary = process.env.KINTRACE_BINARY;
let office;
let witness;
let policy;
let receipt;
let history;

before(async () => {
  office = await open({ filled: true });
  const [data, folder] = [join(office.folder, "data"), join(office.folder, "witness")];
  const log = kintrace(["record", "key", "--data", data]).trim();
  const key = kintrace(["witness", "--data", folder, "--name", "aid.example", "--key"]).trim();
  witness = spawn(binary, ["witness", "--data", folder, "--log", log, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: witness.stdout });
  const address = await new Promise((found) => lines.on("line", (line) => line.startsWith("http://") && found(line.trim())));
  policy = `log ${log}\nwitness aid ${key} ${address}\ngroup needed any aid\nquorum needed\n`;
  writeFileSync(join(data, "keys/record-policy.txt"), policy);
  kintrace(["record", "checkpoint", "--data", data]);
  receipt = kintrace(["record", "receipt", "--data", data, "missing person", "M00017"]);
  [history] = kintrace(["record", "history", "--data", data, "missing person", "M00017"]).trim().split("\n").map(JSON.parse);
});
after(async () => {
  witness?.kill("SIGTERM");
  if (witness) await once(witness, "exit");
  await office?.close();
});

/** The page as somebody saved it, opened without a network. */
async function savedPage() {
  const context = await office.browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  const answer = await page.goto(`${office.address}/receipts/check`);
  assert.equal(answer.status(), 200, "it is for everybody, without an account");
  const file = join(office.folder, "check-receipts.html");
  writeFileSync(file, await answer.text());
  await context.setOffline(true);
  await page.goto(pathToFileURL(file).href);
  return page;
}

async function verdict(page, { receipt: text, policy: keys, state = "", nonce = "" }) {
  await page.locator("details").evaluateAll((all) => all.forEach((details) => { details.open = true; }));
  await page.getByLabel("The receipt", { exact: true }).fill(text);
  await page.locator("#policy").fill(keys);
  await page.locator("#state").fill(state);
  await page.locator("#nonce").fill(nonce);
  await page.getByRole("button", { name: "Check the receipt" }).click();
  return page.locator("#result").innerText();
}

/** What `kintrace verify-receipt` says. */
function program({ receipt: text, policy: keys, state = "", nonce = "" }) {
  const file = (name, content) => {
    const path = join(office.folder, name);
    writeFileSync(path, content);
    return path;
  };
  const opened = state ? ["--state", file("state.json", state), "--nonce", nonce] : [];
  const done = spawnSync(binary, ["verify-receipt", file("receipt", text), "--policy", file("policy", keys), ...opened], { encoding: "utf8" });
  return done.status === 0;
}

test("the page that checks receipts agrees with the program, saved and without a network", async () => {
  const page = await savedPage();
  const good = { receipt, policy, state: history.state, nonce: history.nonce };
  const said = await verdict(page, good);
  assert.match(said, /The receipt holds/);
  assert.match(said, /missing person, recorded, version 1/);
  assert.match(said, /aid/);
  assert.match(said, /is the text that was recorded/);
  assert.ok(program(good));

  const [head, note] = receipt.split(/\n\n(.*)/s);
  const leaf = Buffer.from(head.split("\n")[1].slice(6), "base64").toString();
  const other = (text) => head.replace(/^extra .*$/m, `extra ${Buffer.from(text).toString("base64")}`) + `\n\n${note}`;
  const stranger = kintrace(["witness", "--data", join(office.folder, "stranger"), "--name", "aid.example", "--key"]).trim();
  const lines = receipt.split("\n");
  // A character in the middle of a line: changed, it stands for other bytes.
  const flipped = (at) => {
    const line = lines[at];
    const middle = Math.floor(line.length / 2);
    return lines.with(at, line.slice(0, middle) + (line[middle] === "A" ? "B" : "A") + line.slice(middle + 1)).join("\n");
  };
  const cases = {
    "another place": { receipt: receipt.replace(/^index \d+/m, "index 1"), policy },
    "another entry": { receipt: other(leaf.replace('"created"', '"removed"')), policy },
    "an entry written otherwise": { receipt: other(leaf.replace(",", ", ")), policy },
    "a place with zeros": { receipt: receipt.replace(/^index /m, "index 0"), policy },
    "without the witness": { receipt: lines.filter((line) => !line.startsWith("— aid.example")).join("\n"), policy },
    "without the witness, who is not needed": {
      receipt: lines.filter((line) => !line.startsWith("— aid.example")).join("\n"),
      policy: policy.replace("quorum needed", "quorum none"),
    },
    "a witness by the same name with another key": { receipt, policy: policy.replace(/aid\.example\+\S+/, stranger) },
    "a witness who is not in the policy": { receipt, policy: `${policy.split("\n")[0]}\nquorum none\n` },
    "a policy without a quorum": { receipt, policy: policy.replace(/quorum.*\n/, "") },
    "a policy with a stranger's line": { receipt, policy: `${policy}trust everybody\n` },
    "lines that end as on Windows": { receipt: receipt.replaceAll("\n", "\r\n"), policy },
    "another text": { ...good, state: history.state.replace("M00017", "M00018") },
    "another number": { ...good, nonce: history.nonce.replace(/^../, (digits) => (digits === "00" ? "11" : "00")) },
    "no receipt": { receipt: "Dear Sir or Madam\n", policy },
  };
  lines.forEach((line, at) => {
    if (line !== "") cases[`line ${at + 1} changed`] = { receipt: flipped(at), policy };
  });
  for (const [name, given] of Object.entries(cases)) {
    const holds = program(given);
    const told = await verdict(page, given);
    assert.match(told, holds ? /The receipt holds/ : /The receipt does not hold/, `${name}: ${told}`);
  }
  const held = Object.entries(cases).filter(([, given]) => program(given)).map(([name]) => name);
  assert.deepEqual(held, ["without the witness, who is not needed", "a witness who is not in the policy", "lines that end as on Windows"]);
  assert.deepEqual(page.problems, []);
});

test("the page that checks receipts is accessible, and reads a file", async () => {
  const context = await office.browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${office.address}/receipts/check`);
  const file = join(office.folder, "my-receipt.tlog-proof");
  writeFileSync(file, receipt);
  await page.getByLabel("or the file it was saved in").setInputFiles(file);
  await page.getByText("Whose signatures are needed").click();
  await page.locator("#policy").fill(policy);
  await page.getByRole("button", { name: "Check the receipt" }).click();
  await page.getByRole("heading", { name: "The receipt holds" }).waitFor();
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document));
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.help}`), []);
});
