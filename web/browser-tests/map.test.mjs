// The map in a real browser, with an office's own map of finer detail; what is withheld is in nothing that is sent.
import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import GeoJsonTiles from "geojson-vt";
import { PMTiles } from "pmtiles";
import vtpbf from "vt-pbf";
import { accessible } from "./accessible.mjs";
import { open, records, serve, signIn } from "./office.mjs";

let office;

/** A PMTiles archive (version 3 of its specification) of one tile, with an island and its town. */
function archive() {
  const ring = [[44, 38], [50, 38], [50, 42], [44, 42], [44, 38]];
  const layer = (features) => new GeoJsonTiles({ type: "FeatureCollection", features }, { indexMaxZoom: 0 }).getTile(0, 0, 0);
  const earth = layer([{ type: "Feature", properties: { kind: "earth" }, geometry: { type: "Polygon", coordinates: [ring] } }]);
  const places = layer([{ type: "Feature", properties: { name: "A town", "name:hy": "Քաղաք" }, geometry: { type: "Point", coordinates: [46.9, 39.8] } }]);
  const tile = Buffer.from(vtpbf.fromGeojsonVt({ earth, places }, { version: 2 }));
  const varint = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...varint(n >> 7)]);
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1]);
  const metadata = Buffer.from("{}");
  const header = Buffer.alloc(127);
  header.write("PMTiles", 0);
  header[7] = 3;
  const parts = [127, directory.length, 127 + directory.length, metadata.length, 0, 0, 127 + directory.length + metadata.length, tile.length, 1, 1, 1];
  parts.forEach((n, i) => header.writeBigUInt64LE(BigInt(n), 8 + 8 * i));
  // Clustered; neither directory nor tile is compressed; vector tiles of zoom 0.
  Buffer.from([1, 1, 1, 1, 0, 0]).copy(header, 96);
  [-1800000000, -850000000, 1800000000, 850000000].forEach((n, i) => header.writeInt32LE(n, 102 + 4 * i));
  return Buffer.concat([header, directory, metadata, tile]);
}

before(async () => {
  office = await open({ filled: true });
  const file = join(office.folder, "detail.pmtiles");
  writeFileSync(file, archive());
  office.server.kill("SIGTERM");
  await once(office.server, "exit");
  office.serving = ["--second-factor", "optional", "--map", file];
  await serve(office);
});
after(() => office?.close());

const WORLD = "west=-180&south=-85&east=180&north=85&squares=8";

test("the map shows what is known, nearer and nearer, and opens its pages", async () => {
  const page = await office.browser.newPage({ viewport: { width: 1280, height: 900 }, bypassCSP: false });
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  const elsewhere = [];
  page.on("request", (request) => new URL(request.url()).origin !== office.address && !request.url().startsWith("data:") && elsewhere.push(request.url()));
  await signIn(page, office.address);
  await page.goto(`${office.address}/map`);
  await page.locator("[data-ready]").waitFor();
  assert.deepEqual(faults, [], "nothing was refused by the browser");
  assert.deepEqual(elsewhere.filter((url) => !url.startsWith("blob:")), [], "nothing is asked of anybody else");
  const all = Number(await page.locator("[data-map]").getAttribute("data-shown"));
  assert.ok(all > 60, `60 missing persons, places and sites: ${all}`);
  await page.getByLabel("Last seen here").first().uncheck();
  await page.waitForFunction((all) => Number(document.querySelector("[data-map]").dataset.shown) < all, all);
  const canvas = page.locator(".map canvas");
  await canvas.focus();
  await page.keyboard.press("+");
  await page.waitForTimeout(800);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Open the page" }).waitFor({ timeout: 10000 });
  await page.getByRole("link", { name: "Open the page" }).press("Enter");
  await page.waitForURL(/\/(sites|places|missing-persons)\//);
  await page.locator("[data-ready]").waitFor();
  await page.close();
  const checked = await (await office.browser.newContext({ bypassCSP: true })).newPage();
  await signIn(checked, office.address);
  await checked.goto(`${office.address}/map`);
  await checked.locator("[data-ready]").waitFor();
  await accessible(checked, "map");
});

test("a place that is withheld is in nothing that the map gets", async () => {
  const page = await office.browser.newPage();
  await signIn(page, office.address);
  const answer = await page.request.get(`${office.address}/map/things?${WORLD}`);
  const sent = await answer.text();
  const sites = records(office, "sites.csv");
  const [withheld, shown] = [sites.filter((s) => s.withheld_to), sites.filter((s) => !s.withheld_to)];
  assert.ok(withheld.length > 0 && shown.length > 0);
  for (const site of shown) assert.ok(sent.includes(`"/sites/${site.site}"`), site.site);
  for (const site of withheld) {
    assert.ok(!sent.includes(`/sites/${site.site}"`), site.site);
    const where = JSON.parse(site.position).geometry.coordinates.join(",");
    assert.ok(!sent.includes(where), where);
    await page.goto(`${office.address}/sites/${site.site}`);
    assert.equal(await page.locator("[data-map]").count(), 0, "nor on its own page, for who may not see it");
  }
  const nobody = await office.browser.newContext();
  const refused = await nobody.request.get(`${office.address}/map/things?${WORLD}`, { maxRedirects: 0 });
  assert.equal(refused.status(), 303, "and nothing without sign-in");
  assert.equal((await nobody.request.get(`${office.address}/map/detail`, { maxRedirects: 0 })).status(), 303);
});

test("the office's own map is read in parts", async () => {
  const page = await office.browser.newPage();
  await signIn(page, office.address);
  const cookie = (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join("; ");
  const part = await page.request.get(`${office.address}/map/detail`, { headers: { range: "bytes=0-6" } });
  assert.equal(part.status(), 206);
  assert.equal(await part.text(), "PMTiles");
  const source = {
    getKey: () => "detail",
    getBytes: async (offset, length) => {
      const answer = await fetch(`${office.address}/map/detail`, { headers: { cookie, range: `bytes=${offset}-${offset + length - 1}` } });
      return { data: await answer.arrayBuffer() };
    },
  };
  const tile = await new PMTiles(source).getZxy(0, 0, 0);
  assert.ok(tile.data.byteLength > 50);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${office.address}/map`);
  await page.locator("[data-ready]").waitFor();
  assert.ok(asked.some((url) => url.endsWith("/map/detail")), "the map draws it");
});
