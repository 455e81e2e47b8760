// Leaving fast leaves no way back, signing out says what goes on, and nobody is signed out without being asked.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { serveApp } from "../fixtures/app.mjs";
import { awake } from "../fixtures/browser.mjs";
import { patient } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { enter } from "../pages/keys.mjs";
import { portal } from "../pages/portal.mjs";

let weather;
before(async () => {
  weather = await serveApp({ "/": { body: "<!doctype html><title>Weather</title><link rel=icon href='data:,'><h1>Sunny</h1>" } });
});
after(() => weather?.close());

const story = stories({
  origins: () => [weather.origin],
  settings: async () => ({ SAYSO_LEAVE_TO: `${weather.origin}/` }),
});

eachWay(story, "who leaves fast is signed out, and Back shows nothing", async ({ page, sayso }) => {
  await enter(page, sayso, patient);
  await portal(page, sayso).open("/people");
  await portal(page, sayso).open("/records");
  await awake(page);
  await page.getByRole("button", { name: "Leave fast" }).click();
  await page.getByRole("heading", { name: "Sunny" }).waitFor();
  await page.goBack();
  await page.waitForURL(/\/sign-in/);
  assert.ok(!(await page.content()).includes("Maria"));
  await portal(page, sayso).open("/records");
  await page.waitForURL(/\/sign-in/);
});

eachWay(story, "signing out says that apps go on", async ({ page, sayso }) => {
  await enter(page, sayso, patient);
  await portal(page, sayso).open("/apps");
  await page.locator("header details summary").click();
  await page.getByText("Apps that you said yes to go on.").waitFor();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("status").getByText("Apps that you said yes to go on.").waitFor();
});

story("two minutes before the end somebody is asked, and stays", async ({ page, sayso }) => {
  await page.clock.install();
  await enter(page, sayso, patient);
  await portal(page, sayso).open("/apps");
  await awake(page);
  const asked = page.getByText("You will be signed out in two minutes.");
  // Another page may have kept the session alive: as long as the server says so, nothing is said.
  await page.clock.fastForward("29:00");
  assert.equal(await asked.count(), 0);
  await page.route("**/api/session-left", (route) => route.fulfill({ contentType: "application/json", body: "100" }));
  // The page looks again when its answer has come, which no clock tells.
  for (let minute = 0; minute < 60 && (await asked.count()) === 0; minute += 1) await page.clock.fastForward("01:00");
  await asked.waitFor();
  await page.unroute("**/api/session-left");
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await asked.waitFor({ state: "detached" });
});

story("when a session is over the page is hidden, and what was picked is there again", async ({ page, sayso }) => {
  await page.clock.install();
  await enter(page, sayso, patient);
  await portal(page, sayso).open("/people/invite");
  await awake(page);
  await page.getByLabel("Their name").fill("Ana Costa");
  await page.route("**/api/session-left", (route) => route.fulfill({ contentType: "application/json", body: "null" }));
  const over = page.getByText("You are signed out, so this page is hidden.");
  for (let minute = 0; minute < 90 && (await over.count()) === 0; minute += 1) await page.clock.fastForward("01:00");
  await over.waitFor();
  assert.equal(await page.locator("main").isVisible(), false);
  assert.equal(await page.locator("header").first().isVisible(), false);
  // The form goes to the server, which knows whether somebody is signed in: this one still is.
  await page.getByRole("button", { name: "Sign in again" }).click();
  await page.waitForURL(/\/people\/invite/);
  assert.equal(await page.getByLabel("Their name").inputValue(), "Ana Costa");
});
