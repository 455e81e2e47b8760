// A patient connects an app: walkthrough 1 and 2, in a browser, with and without scripts.
import assert from "node:assert/strict";
import { patient, signIn } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { agree, consent } from "../pages/consent.mjs";
import { portal } from "../pages/portal.mjs";

const story = stories();

eachWay(story, "a patient shares, and the app reads lab results", async ({ page, sayso }) => {
  const app = coach(page, sayso);
  await app.connect();
  await agree(page, patient);
  await app.heading("What we got").waitFor();
  assert.ok((await app.read("Lab results")) > 0);
});

eachWay(story, "a patient says no, and the app gets nothing", async ({ page, sayso }) => {
  const app = coach(page, sayso);
  await app.connect();
  await signIn(page, patient);
  await consent(page).doNotShare();
  await app.heading("You did not share").waitFor();
  assert.equal(await page.getByRole("article").count(), 0);
});

eachWay(story, "what was turned off is not read, and the app knows that it was not given", async ({ page, sayso }) => {
  const app = coach(page, sayso);
  await app.connect();
  await signIn(page, patient);
  await consent(page).choice("Medicines").uncheck();
  await consent(page).sayYes(patient);
  await app.kept().getByText("Medicines").waitFor();
  assert.equal(await app.card("Medicines").count(), 0);
});

story("what the app never asked for is refused", async ({ page, sayso }) => {
  const app = coach(page, sayso);
  await app.connect();
  await agree(page, patient);
  await app.askForMore();
  await app.heading("Bills: no").waitFor();
});

eachWay(story, "a look is told in the patient's history", async ({ page, sayso }) => {
  await coach(page, sayso).connect();
  await agree(page, patient);
  await coach(page, sayso).heading("What we got").waitFor();
  await portal(page, sayso).open("/activity");
  await portal(page, sayso).heading("Who looked at your record").waitFor();
  await page.getByText(/Sugar Coach read your/).first().waitFor();
});
