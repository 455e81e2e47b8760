// Every patient page, at the width of a small and a usual phone, a tablet and a desk, light and dark: axe finds nothing,
// nothing hangs over the edge, and the consent page keeps its promises in the HTML itself.
import assert from "node:assert/strict";
import { look } from "../fixtures/look.mjs";
import { patient, signIn } from "../fixtures/people.mjs";
import { stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { consent } from "../pages/consent.mjs";
import { portal } from "../pages/portal.mjs";

const story = stories();

/** The pages that need no more in their address. */
const pages = [
  "/",
  "/apps",
  "/activity",
  "/records",
  "/records?kind=lab-results",
  "/records?kind=lab-results&found=yes",
  "/records?kind=medications",
  "/records/copy",
  "/people",
  "/people/invite",
  "/notices",
  "/help",
  "/privacy",
  "/security",
  "/security/password",
  "/security/codes",
  "/security/sign-in",
  "/security/yours",
  "/security/passkeys/add",
];

story("every patient page", { width: 320 }, async ({ page, sayso }) => {
  await coach(page, sayso).connect();
  await look(page);
  await signIn(page, patient);
  await look(page);
  await consent(page).sayYes(patient);
  await coach(page, sayso).heading("What we got").waitFor();

  for (const path of pages) {
    await portal(page, sayso).open(path);
    await look(page);
  }
  await portal(page, sayso).openApp("Sugar Coach");
  const app = page.url();
  for (const path of ["", "/receipt", "/stop"]) {
    await page.goto(app + path);
    await look(page);
  }
  await portal(page, sayso).stop("Sugar Coach");
  await look(page);
});

story("the page that restates a choice", { width: 320, scripts: false }, async ({ page, sayso }) => {
  await coach(page, sayso).connect();
  await signIn(page, patient);
  await (await consent(page).choice("Medicines")).check();
  await consent(page).share();
  await consent(page).heading("Is this what you want?").waitFor();
  await look(page);
});

story("the eight facts need no click, and nothing optional is ticked", { scripts: false }, async ({ page, sayso }) => {
  await coach(page, sayso).connect();
  await signIn(page, patient);
  assert.equal(await page.locator("[data-fact]").count(), 8);
  assert.equal(await page.locator("details [data-fact]").count(), 0);
  await consent(page).openControl("Choose what to share");
  const optional = page.getByRole("group", { name: "It would also like these" });
  assert.ok((await optional.getByRole("checkbox").count()) > 0);
  assert.equal(await optional.getByRole("checkbox", { checked: true }).count(), 0);
});

story("saying no is as easy as saying yes", async ({ page, sayso }) => {
  await coach(page, sayso).connect();
  await signIn(page, patient);
  const looks = async (name) => {
    const button = page.getByRole("button", { name, exact: true });
    const ground = await button.evaluate((it) => getComputedStyle(it).backgroundColor);
    return { ...(await button.boundingBox()), ground };
  };
  const [yes, no] = [await looks("Share"), await looks("Do not share")];
  assert.equal(yes.ground, no.ground);
  assert.equal(yes.height, no.height);
  assert.ok(Math.abs(yes.width - no.width) <= yes.width / 10, `${yes.width} and ${no.width} px`);
});
