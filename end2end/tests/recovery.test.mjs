// "I cannot sign in": with and without scripts, and what somebody learns who only guesses an address.
import assert from "node:assert/strict";
import { look } from "../fixtures/look.mjs";
import { latestMail, mails } from "../fixtures/mail.mjs";
import { clinician, parent, signIn } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { letThrough } from "../pages/security.mjs";

const story = stories();
const fresh = "four small words here";

/** From the sign-in page to the page that waits for a code. */
async function askForCode(page, sayso, email) {
  await page.goto(`${sayso.origin}/sign-in`);
  await page.getByRole("link", { name: "I cannot sign in" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByRole("heading", { name: "Type the code from your mail" }).waitFor();
}

async function typeCode(page, code) {
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Go on" }).click();
}

eachWay(story, "a code by mail and a new password let somebody back in who has no passkey", async ({ page, sayso }) => {
  const [before] = await mails(sayso, parent.email);
  await askForCode(page, sayso, parent.email);
  const { code } = await latestMail(sayso, parent.email, { about: /Your code/, after: before });
  await typeCode(page, "00000000");
  await page.getByText("That code does not work.").first().waitFor();
  await typeCode(page, code);
  await page.getByLabel("New password").fill("short");
  await letThrough(page.getByLabel("New password"));
  await page.getByRole("button", { name: "Set the new password" }).click();
  await page.getByText("Make the new password longer.").first().waitFor();
  await page.getByLabel("New password").fill(fresh);
  await page.getByRole("button", { name: "Set the new password" }).click();
  await page.getByText("Your new password is set. Sign in with it.").waitFor();
  await signIn(page, { ...parent, password: fresh });
});

eachWay(story, "an address that nobody has looks like any other", async ({ page, sayso }) => {
  const seen = [];
  for (const email of [clinician.email, "nobody@demo.sayso.example"]) {
    await askForCode(page, sayso, email);
    const words = await page.getByRole("main").innerText();
    await typeCode(page, "00000000");
    await page.getByText("That code does not work.").first().waitFor();
    seen.push([words, await page.getByRole("main").innerText(), new URL(page.url()).search]);
  }
  assert.deepEqual(seen[0], seen[1]);
  assert.deepEqual(await mails(sayso, "nobody@demo.sayso.example"), []);
});

story("the pages of somebody who cannot sign in", { width: 320 }, async ({ page, sayso }) => {
  await page.goto(`${sayso.origin}/sign-in/help`);
  await look(page);
  await page.goto(`${sayso.origin}/sign-in/help/next`);
  await page.getByRole("heading", { name: "This try is over" }).waitFor();
  await look(page);
  await askForCode(page, sayso, "somebody@demo.sayso.example");
  await look(page);
});
