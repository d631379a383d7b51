import { chromium } from "playwright-core";
const [,, base, name, password, width, lang, ...paths] = process.argv;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
const context = await browser.newContext({ viewport: { width: Number(width), height: 844 } });
const page = await context.newPage();
page.on("console", (m) => m.type() === "error" && console.log(m.text()));
await page.goto(base + "/sign-in");
await page.locator("input[name=name]").fill(name);
await page.locator("input[name=password]").fill(password);
await page.locator("main button").first().click();
await page.waitForTimeout(500);
if (lang !== "en") { await page.locator(`button[value=${lang}]`).first().click(); await page.waitForTimeout(400); }
for (const path of paths) {
  await page.goto(base + path);
  await page.waitForTimeout(path.includes("map") ? 3500 : 900);
  await page.screenshot({ path: `/tmp/shots/${path.replace(/\W+/g, "_")}_${width}_${lang}.png`, fullPage: true });
}
await browser.close();
