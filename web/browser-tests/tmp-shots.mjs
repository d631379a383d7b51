import { chromium } from "playwright-core";
const [,, address, name, password, out, ...paths] = process.argv;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--disable-quic","--disable-background-networking","--disable-component-update","--disable-sync","--no-first-run"] });
const lang = process.env.LANGUAGE_ ?? "en";
for (const [device, width] of [["phone", 390], ["desktop", 1280]]) {
  const c = await browser.newContext({ viewport: { width, height: 850 }, locale: lang });
  const p = await c.newPage();
  await p.goto(address + "/sign-in");
  await p.locator("input[name=name]").fill(name);
  await p.locator("input[name=password]").fill(password);
  await p.locator("main form button").first().click();
  await p.waitForLoadState();
  for (const [i, path] of paths.entries()) {
    await p.goto(address + path);
    await p.screenshot({ path: `${out}/${device}-${i}-${lang}.png`, fullPage: true });
  }
  await c.close();
}
await browser.close();
