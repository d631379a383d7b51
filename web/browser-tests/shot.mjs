import { join } from "node:path";
import { mkdtempSync, writeFileSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { kintrace, serve, password } from "./office.mjs";
const folder = mkdtempSync("/tmp/shots-");
const data = join(folder, "data");
const out = process.argv[2];
kintrace(["simulate", "--missing", "150", "--remains", "60", "--seed", "31", "--out", join(folder, "files")]);
kintrace(["import", "--data", data, join(folder, "files"), join(folder, "files/records")]);
// Mistakes of a laboratory.
const rows = readFileSync(join(folder, "files/profiles.csv"), "utf8").trim().split("\n").slice(1).map((l) => l.split(","));
const samples = readFileSync(join(folder, "files/samples.csv"), "utf8").trim().split("\n").slice(1).map((l) => l.split(","));
const head = readFileSync(join(folder, "files/samples.csv"), "utf8").split("\n")[0];
console.log(head, samples[0], samples.at(-1));
const persons = samples.filter((s) => s[1]).map((s) => s[0]);
const bones = samples.filter((s) => !s[1]).map((s) => s[0]);
const of = (id) => rows.filter((r) => r[0] === id);
let text = "sample,locus,allele1,allele2,allele3\n";
for (const r of of(persons[10])) text += `${persons[40]},${r[1]},${r[2]},${r[3]},\n`;
of(bones[3]).forEach((r, i) => (text += `${bones[3]},${r[1]},${r[2]},${r[3]},${i < 3 && r[1] !== "AMEL" ? (r[2] === "12" ? "13" : "12") : ""}\n`));
writeFileSync(join(folder, "again.csv"), text);
try { kintrace(["import", "--data", data, "--accept-rare-alleles", join(folder, "again.csv")]); } catch (e) { console.log(String(e).slice(0, 600)); }
const t = Date.now();
kintrace(["match", "--data", data]);
console.log("match", Date.now() - t);
console.log(kintrace(["doubts", "--data", data]));
for (const role of ["analyst", "supervisor"]) kintrace(["user", "add", role, "--role", role, "--data", data], `${password}\n`);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const office = { data };
await serve(office);
const found = JSON.parse(kintrace(["match", "--data", data, "--json"])).hypotheses;
const h = found.find((f) => f.posterior > 0.9 && f.lines.length > 4) ?? found[0];
for (const [name, width, language] of [["desktop", 1280, "en"], ["phone", 390, "az"], ["phone", 390, "hy"], ["phone", 390, "ru"]]) {
  const context = await browser.newContext({ viewport: { width, height: 850 } });
  const page = await context.newPage();
  await page.goto(`${office.address}/`);
  await page.getByLabel("Account name").fill("analyst");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await context.addCookies([{ name: "language", value: language, url: office.address }]);
  const missing = h.missing;
  for (const [what, path] of [["doubts", "/doubts"], ["pair", `/hypotheses/${h.remains}/${h.missing}`], ["ask", `/missing-persons/${missing}/whom-to-ask`]]) {
    const s = Date.now();
    await page.goto(`${office.address}${path}`);
    console.log(what, Date.now() - s, "ms");
    await page.screenshot({ path: join(out, `${name}-${language}-${what}.png`), fullPage: true });
  }
  await context.close();
}
await browser.close();
office.server.kill("SIGTERM");
process.exit(0);
