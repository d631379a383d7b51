// Every page at phone and desktop width, light and dark.
import { join } from "node:path";
import { open, pages, signIn } from "./office.mjs";

const out = process.argv[2];
const office = await open({ filled: true });
try {
  for (const [name, width, height, colorScheme] of [["phone", 390, 844, "light"], ["desktop", 1280, 900, "light"], ["dark", 1280, 900, "dark"]]) {
    const context = await office.browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    await page.goto(`${office.address}/sign-in`);
    await page.screenshot({ path: join(out, `${name}-sign-in.png`), fullPage: true });
    await signIn(page, office.address);
    for (const [what, path] of Object.entries(await pages(page, office))) {
      await page.goto(`${office.address}${path}`);
      if (await page.locator("[data-map]").count()) await page.locator("[data-ready]").waitFor();
      await page.screenshot({ path: join(out, `${name}-${what}.png`), fullPage: true });
    }
    await page.goto(`${office.address}/missing-persons/new`);
    await page.getByLabel("Name, as the family writes it").pressSequentially("Сурен Родников", { delay: 5 });
    await page.waitForTimeout(1200);
    await page.screenshot({ path: join(out, `${name}-report-typed.png`), fullPage: true });
    await context.close();
  }
} finally {
  await office.close();
}
