// The pictures of the README, of the real product: `npm run pictures`, after `cargo demo --no-run`.
import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser, openWindow } from "./fixtures/browser.mjs";
import { patient, signIn } from "./fixtures/people.mjs";
import { startSayso } from "./fixtures/sayso.mjs";
import { coach } from "./pages/coach.mjs";
import { consent } from "./pages/consent.mjs";
import { portal } from "./pages/portal.mjs";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), ".github/images");
const most = 200_000;

async function take(page, name) {
  const path = join(folder, name);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path });
  const { size } = await stat(path);
  console.log(`${name}: ${size} bytes`);
  if (size > most) throw new Error(`${name} has more than ${most} bytes`);
}

await mkdir(folder, { recursive: true });
const sayso = await startSayso();
const browser = await openBrowser();
try {
  const origins = [sayso.origin, sayso.coach];
  const desk = await openWindow(browser, { origins, width: 1100 });
  await coach(desk.page, sayso).connect();
  await signIn(desk.page, patient);
  await consent(desk.page).heading(/Sugar Coach/).waitFor();
  await take(desk.page, "consent.png");
  await consent(desk.page).sayYes(patient);
  await coach(desk.page, sayso).heading("What we got").waitFor();

  const phone = await openWindow(browser, { origins, width: 390 });
  await phone.page.goto(`${sayso.origin}/apps`);
  await signIn(phone.page, patient);
  await portal(phone.page, sayso).open("/apps");
  await phone.page.getByText("Sugar Coach").first().waitFor();
  await take(phone.page, "apps-phone.png");
} finally {
  await browser.close();
  await sayso.stop();
}
