// A patient connects an app: walkthrough 1 and 2, in a browser, with and without scripts.
import assert from "node:assert/strict";
import { awake, slowLine } from "../fixtures/browser.mjs";
import { patient, signIn } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { agree, consent } from "../pages/consent.mjs";
import { enter, typePassword } from "../pages/keys.mjs";
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
  await (await consent(page).choice("Medicines")).uncheck();
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

eachWay(story, "who is signed in already shows again who they are", async ({ page, sayso }) => {
  await enter(page, sayso, patient);
  await coach(page, sayso).connect();
  await consent(page).share();
  await page.getByRole("button", { name: "Yes, share" }).click();
  await page.getByText("Type your password").first().waitFor();
  await typePassword(page, patient.password);
  await consent(page).yesShare();
  await coach(page, sayso).heading("What we got").waitFor();
});

/** An app that is not connected asks, and the patient signs in for it. */
async function askForTheFirstTime(page, sayso) {
  await enter(page, sayso, patient);
  await portal(page, sayso).stopIfConnected("Sugar Coach");
  await page.context().clearCookies();
  await coach(page, sayso).connect();
  await signIn(page, patient);
  await consent(page).heading(/^Share/).waitFor();
}

eachWay(story, "who signs in for the app types the password once", async ({ page, sayso }) => {
  await askForTheFirstTime(page, sayso);
  await consent(page).share();
  await coach(page, sayso).heading("What we got").waitFor();
});

story("without scripts, what was changed is said again before it counts", { scripts: false }, async ({ page, sayso }) => {
  await askForTheFirstTime(page, sayso);
  await (await consent(page).choice("Medicines")).check();
  await consent(page).share();
  await consent(page).heading("Is this what you want?").waitFor();
  assert.match(await page.locator("[data-fact=can-see]").textContent(), /Medicines/);
  await consent(page).yesShare();
  await coach(page, sayso).heading("What we got").waitFor();
});

story("a page that says something else than it would store is said again", async ({ page, sayso }) => {
  await askForTheFirstTime(page, sayso);
  await awake(page);
  // As if a script had stopped in the middle.
  await page.locator("[data-fact=can-see] li span").first().evaluate((line) => (line.textContent = "Nothing at all"));
  await consent(page).share();
  await consent(page).heading("Is this what you want?").waitFor();
});

story("a switch that is touched before a slow page wakes up is right afterwards", async ({ page, context, sayso }) => {
  await coach(page, sayso).connect();
  await signIn(page, patient);
  await consent(page).heading(/^Share/).waitFor();
  const line = await slowLine(context, page);
  for (let round = 0; round < 10; round++) {
    await line.send("Network.clearBrowserCache");
    await page.reload({ waitUntil: "commit" });
    await consent(page).dock().waitFor();
    await page.waitForTimeout(150);
    const before = await consent(page).shown();
    await consent(page).touch("medications", "lab-results");
    assert.deepEqual(await consent(page).shown(), before, "nothing was awake yet");
    await consent(page).followsSwitches();
    const [on, shown] = [await consent(page).picked(), await consent(page).shown()];
    for (const [key, label] of [["medications", "Medicines"], ["lab-results", "Lab results"]])
      assert.equal(shown.includes(label), on.includes(key), `round ${round}: ${on} are on, and the page says ${shown}`);
  }
});

for (const width of [320, 390, 768, 1024, 1280]) {
  story(`both answers stay in reach at a width of ${width}`, { width }, async ({ page, sayso }) => {
    await coach(page, sayso).connect();
    await signIn(page, patient);
    await consent(page).heading(/^Share/).waitFor();
    for (const height of [480, 844]) {
      await page.setViewportSize({ width, height });
      for (const at of [0, 0.5, 1]) {
        await page.evaluate((at) => scrollTo(0, at * document.documentElement.scrollHeight), at);
        assert.deepEqual(await consent(page).answersOutOfSight(), [], `${height} high, at ${at}`);
      }
      assert.deepEqual(await consent(page).focusUnderDock(), [], `${height} high`);
    }
    await page.setViewportSize({ width, height: 479 });
    assert.equal(await consent(page).dock().evaluate((dock) => getComputedStyle(dock.parentElement).position), "static");
  });
}
