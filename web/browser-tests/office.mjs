// Starts a registry with the pages and a browser, for the tests and the screenshots.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const binary = process.env.KINTRACE_BINARY;
export const testdata = new URL("../../testdata/", import.meta.url).pathname;
export const password = "a long enough password";

export function kintrace(args, input = "") {
  const done = spawnSync(binary, args, { input, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`kintrace ${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

/**
 * A registry; with `filled`, an invented region is imported and searched before the pages open, of whose bodies a share
 * was `scattered`; of a share of its families and remains Y chromosomes and mitochondrial DNA were read (`lineages`).
 */
export async function open({ filled, scattered = 0, lineages = 0 }) {
  const folder = mkdtempSync(join(tmpdir(), "kintrace-"));
  const data = join(folder, "data");
  if (filled) {
    kintrace(["simulate", "--missing", "60", "--remains", "40", "--seed", "5", "--scattered", String(scattered), "--lineages", String(lineages), "--out", join(folder, "files")]);
    kintrace(["import", "--data", data, join(folder, "files"), join(folder, "files/records")]);
    kintrace(["match", "--data", data]);
    kintrace(["power", "--data", data]);
  }
  kintrace(["user", "add", "aygun", "--role", "supervisor", "--data", data], `${password}\n`);
  const browser = await chromium.launch({
    executablePath: process.env.KINTRACE_CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
  const office = {
    folder,
    data,
    browser,
    async close() {
      await browser.close();
      office.server.kill("SIGTERM");
      await once(office.server, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await serve(office);
  return office;
}

/** Starts the pages of an office, at the address that they had before, if they had one. */
export async function serve(office) {
  const listen = office.address ? new URL(office.address).host : "127.0.0.1:0";
  const more = office.serving ?? ["--second-factor", "optional"];
  office.server = spawn(binary, ["serve", "--data", office.data, "--listen", listen, ...more], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(office.server.stdout, "data");
  office.address = String(line).trim();
}

/** Rows of a file of what the invented region has written down. */
export function records(office, name) {
  const [head, ...lines] = readFileSync(join(office.folder, `files/records/${name}`), "utf8").trim().split("\n");
  const names = head.split(",");
  // Cells may hold JSON with commas, in quotes.
  const cells = (line) => [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map((m) => m[1].replace(/^"|"$/g, "").replaceAll('""', '"'));
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i], cell])));
}

const sessions = new Map();

/**
 * Signs in, or goes on in the session of before: more than ten sign-ins a minute are slowed down. With `own`,
 * in a session of its own.
 */
export async function signIn(page, address, { own = false } = {}) {
  const session = own ? undefined : sessions.get(address);
  if (session) await page.context().addCookies(session);
  await page.goto(`${address}/`);
  if (session) {
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    return;
  }
  await page.getByLabel("Account name").fill("aygun");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  if (!own) sessions.set(address, await page.context().cookies());
}

/** Receives the list of another office; gives the list's address. */
export async function receiveList(page, office, title) {
  await page.goto(`${office.address}/lists`);
  await page.getByLabel("What it is and whose").fill(title);
  await page.getByLabel("File").setInputFiles(join(office.folder, "files/lists/list-of-another-office.csv"));
  await page.getByRole("button", { name: "Keep and compare" }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  return new URL(page.url()).pathname;
}

/** Opens a file of each kind of page, and gives their addresses. */
export async function pages(page, office) {
  const { address } = office;
  const list = await receiveList(page, office, "A list of another office");
  const row = await page.locator("tbody a").first().getAttribute("href");
  await page.goto(`${address}/hypotheses`);
  const why = await page.getByRole("link", { name: /^Why/ }).first().getAttribute("href");
  const [, , remains, missing] = why.split("/");
  return {
    overview: "/",
    "missing-persons": "/missing-persons",
    "missing-person": `/missing-persons/${missing}`,
    "likely-duplicates": `/missing-persons/${missing}/duplicates`,
    "whom-to-ask": `/missing-persons/${missing}/whom-to-ask`,
    "inclusion-power": "/inclusion-power?reach=perhaps-enough",
    "identification-doubts": "/identification-doubts",
    "both-reports": `/missing-persons/${missing}/duplicates/${missing === "M00001" ? "M00002" : "M00001"}`,
    "remains-list": "/remains",
    remains: `/remains/${remains}`,
    map: "/map",
    progress: "/progress",
    hypotheses: "/hypotheses",
    hypothesis: why,
    imports: "/imports",
    lists: "/lists",
    list,
    "list-row": row,
    report: "/missing-persons/new",
    receipt: "/receipts/0",
    "receipt-check": "/receipts/check",
    records: "/records",
    sites: "/sites",
    site: "/sites/SG01",
    "custody-chain": "/custody-chains/CU-S00004",
    statement: "/statements/ST01",
    evidence: "/evidence/EV01-1",
    "information-request": "/information-requests/IR001",
    proceeding: "/proceedings/PR01",
    "exhumed-site": "/sites/E1-S1",
    "document-form": "/claims/CL01-1/edit",
    "laboratory-samples": "/laboratory-samples",
  };
}
