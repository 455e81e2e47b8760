// Words without end, in names and addresses: no page cuts them off, and nothing beside them goes out of reach, also at 400 %
// zoom (WCAG 1.4.10: 320 by 256 px).
import { question, register } from "../fixtures/asking.mjs";
import { assertFits } from "../fixtures/axe.mjs";
import { patient, signIn } from "../fixtures/people.mjs";
import { stories } from "../fixtures/story.mjs";
import { given, people } from "../pages/people.mjs";

const story = stories();

const word = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis";
const app = { id: "long-app", name: word, maker: `${word.slice(0, 29)} ${word.slice(0, 30)}` };
const email = `${"maria.fernanda.gutierrez".padEnd(29, "x")}@${"lakesidefamilycare".padEnd(26, "y")}.org`;
const windows = [[320, 640], [320, 256], [768, 900], [1280, 900]];

async function fits(page) {
  await page.waitForLoadState();
  await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
  for (const [width, height] of windows) {
    await page.setViewportSize({ width, height });
    await assertFits(page);
  }
}

const asked = "launch/patient patient/Patient.rs patient/MedicationRequest.rs";

story("an app is called by one word of sixty letters", async ({ page, sayso }) => {
  await register(sayso, app);
  await page.goto(question(sayso, app, asked));
  await fits(page);
  await signIn(page, patient);
  await fits(page);
  await page.getByRole("checkbox", { name: /medicines/i }).first().check();
  const before = page.url();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.waitForURL((url) => url.href !== before);
  if (page.url().includes("/confirm")) {
    await fits(page);
    const password = page.getByLabel("Password", { exact: true });
    if (await password.count()) await password.fill(patient.password);
    await page.getByRole("button", { name: "Yes, share" }).click();
    await page.waitForURL((url) => url.origin === sayso.coach);
  }
  for (const path of ["/", "/apps", "/activity", "/notices", "/demo/mail"]) {
    await page.goto(sayso.origin + path);
    await fits(page);
  }
  await page.goto(`${sayso.origin}/apps`);
  await page.getByRole("heading", { name: app.name }).getByRole("link").click();
  await page.waitForURL(/\/apps\/[^/]+$/);
  const address = page.url();
  for (const path of ["", "/receipt", "/stop"]) {
    await page.goto(address + path);
    await fits(page);
  }
  await page.getByRole("button", { name: "Yes, stop sharing" }).click();
  await page.waitForURL(/\/stopped/);
  await fits(page);
});

story("a caregiver has a name of one word and a long address", async ({ page, sayso, browser }) => {
  await page.goto(`${sayso.origin}/people`);
  await signIn(page, patient);
  const mine = people(page, sayso);
  await mine.fillInvite({ name: word, email, ...given });
  await page.getByRole("button", { name: "Check it and send" }).click();
  await fits(page);
  await mine.fillInvite({ name: word, email, ...given });
  const link = await mine.confirmInvite(patient, email);
  await fits(page);
  const code = await mine.code();

  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const theirs = await context.newPage();
  try {
    await theirs.goto(link);
    await theirs.goto(`${link}/account`);
    await fits(theirs);
    await theirs.getByLabel("Your name").fill(word);
    await theirs.locator("[name=new_password]").fill("four small words here");
    await theirs.getByRole("button", { name: "Make my account" }).click();
    await theirs.getByLabel("The code").fill(code);
    await fits(theirs);
    await theirs.getByRole("button", { name: "Yes, I will help" }).click();
    await theirs.getByText("You said yes.").waitFor();
    await fits(theirs);
  } finally {
    await context.close();
  }
  for (const path of ["/people", "/activity", "/notices", "/demo/mail"]) {
    await page.goto(sayso.origin + path);
    await fits(page);
  }
  await page.goto(`${sayso.origin}/people`);
  await page.locator("[data-delegation] a").first().click();
  await fits(page);
  for (const path of ["/stop", "/receipt"]) {
    await page.goto(page.url().replace(/\/(stop|receipt)$/, "") + path);
    await fits(page);
  }
});
