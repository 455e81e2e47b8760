// With nothing but a keyboard: connect, stop, and get back in.
import assert from "node:assert/strict";
import { awake } from "../fixtures/browser.mjs";
import { latestMail, mails } from "../fixtures/mail.mjs";
import { parent, patient, signIn } from "../fixtures/people.mjs";
import { stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { portal } from "../pages/portal.mjs";

const story = stories();
const fresh = "four small words here";

/** Tabs to the element, as somebody does who sees where the focus is. */
async function reach(page, locator) {
  await locator.first().waitFor();
  for (let steps = 0; steps < 80; steps += 1) {
    if (await locator.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`nothing leads to ${locator} with the keyboard`);
}

const press = async (page, locator) => {
  await reach(page, locator);
  await page.keyboard.press("Enter");
};

const type = async (page, label, text) => {
  await reach(page, page.getByLabel(label));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
};

story("somebody gets back in by keyboard alone", async ({ page, sayso }) => {
  const [before] = await mails(sayso, parent.email);
  await page.goto(`${sayso.origin}/sign-in`);
  await awake(page);
  await press(page, page.getByRole("link", { name: "I cannot sign in" }));
  await page.getByRole("button", { name: "Send me a code" }).waitFor();
  await type(page, "Email", parent.email);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Type the code from your mail" }).waitFor();
  const { code } = await latestMail(sayso, parent.email, { about: /Your code/, after: before });
  await type(page, "Code", code);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Set the new password" }).waitFor();
  await type(page, "New password", fresh);
  await press(page, page.getByRole("button", { name: "Set the new password" }));
  await page.getByText("Your new password is set. Sign in with it.").waitFor();
  await signIn(page, { ...parent, password: fresh });
});

story("an app is connected and stopped by keyboard alone", { width: 390 }, async ({ page, sayso }) => {
  await coach(page, sayso).connect();
  await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  await awake(page);
  await type(page, "Email", patient.email);
  await reach(page, page.getByLabel("Password", { exact: true }));
  await page.keyboard.type(patient.password);
  await page.keyboard.press("Enter");
  await page.locator("[data-summary]").waitFor();
  await awake(page);
  await press(page, page.getByRole("button", { name: "Share", exact: true }));
  await coach(page, sayso).heading("What we got").waitFor();

  await portal(page, sayso).open("/apps");
  await awake(page);
  await press(page, page.getByRole("link", { name: "Stop sharing with Sugar Coach" }));
  await press(page, page.getByRole("button", { name: "Yes, stop sharing" }));
  await portal(page, sayso).heading("Sugar Coach can no longer see your record").waitFor();
});
