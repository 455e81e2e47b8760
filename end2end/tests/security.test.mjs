// Where somebody is signed in, and their password: with and without scripts, and in two browsers at once.
import assert from "node:assert/strict";
import { openWindow } from "../fixtures/browser.mjs";
import { look } from "../fixtures/look.mjs";
import { clinician, parent, patient, signIn } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { agree } from "../pages/consent.mjs";
import { openOtherWays } from "../pages/keys.mjs";
import { portal } from "../pages/portal.mjs";
import { security } from "../pages/security.mjs";

const story = stories();
const device = "Chrome on Linux";
const fresh = "four small words here";

/** Another browser of the same person, signed in. */
async function elsewhere({ browser, sayso }, person) {
  const { context, page: other } = await openWindow(browser, { origins: [sayso.origin] });
  await other.goto(`${sayso.origin}/apps`);
  await signIn(other, person);
  return { context, page: other };
}

eachWay(story, "a browser that was signed out elsewhere has to sign in with its next request", async (it) => {
  const { page, sayso } = it;
  await portal(page, sayso).open("/security");
  await signIn(page, patient);
  await security(page, sayso).open();
  const before = await security(page, sayso).places().count();
  const other = await elsewhere(it, patient);
  await security(page, sayso).open();
  assert.equal(await security(page, sayso).places().count(), before + 1);
  assert.equal(await page.getByText("You are here").count(), 1);

  await security(page, sayso).signOut(device).first().click();
  await page.getByText("Done. That place is signed out now.").waitFor();
  await other.page.reload();
  await other.page.getByRole("heading", { name: "Sign in to Sayso" }).waitFor();
  await other.context.close();
});

eachWay(story, "signing out everywhere else leaves this browser alone", async (it) => {
  const { page, sayso } = it;
  const others = [await elsewhere(it, patient), await elsewhere(it, patient)];
  await portal(page, sayso).open("/security");
  await signIn(page, patient);
  await security(page, sayso).everywhereElse().click();
  await page.getByText("Done. All other places are signed out now.").waitFor();
  assert.equal(await security(page, sayso).places().count(), 1);
  for (const other of others) {
    await other.page.reload();
    await other.page.getByRole("heading", { name: "Sign in to Sayso" }).waitFor();
    await other.context.close();
  }
});

/** A new password puts an app on hold; the app's own page brings it back. */
const newPassword = (person) => async (it) => {
  const { page, sayso } = it;
  const app = coach(page, sayso);
  await app.connect();
  await agree(page, person);
  await app.heading("What we got").waitFor();
  const other = await elsewhere(it, person);

  await security(page, sayso).open();
  await security(page, sayso).setPassword(person.password, fresh);
  await page.getByText("Some apps wait for your OK.").waitFor();
  await other.page.reload();
  await other.page.getByRole("heading", { name: "Sign in to Sayso" }).waitFor();
  await other.context.close();
  await app.open();
  await app.readAgain();
  await app.heading("Sugar Coach can see nothing any more").waitFor();

  await portal(page, sayso).open();
  await page.getByRole("link", { name: "Look at Sugar Coach" }).click();
  await page.getByRole("button", { name: "Say yes again" }).click();
  await page.getByLabel("Password", { exact: true }).fill(fresh);
  await page.getByRole("button", { name: "Yes, share" }).click();
  await page.getByText("Saved. This is what Sugar Coach sees now.").waitFor();
};

story("after a new password an app waits until its person says yes again", newPassword(patient));
story(
  "after a new password an app waits until its person says yes again, without scripts",
  { scripts: false },
  newPassword(parent),
);

eachWay(story, "a password that is too short or not proved changes nothing", async ({ page, sayso }) => {
  await portal(page, sayso).open("/security/password");
  await signIn(page, clinician);
  await security(page, sayso).open();
  await security(page, sayso).setPassword(clinician.password, "short");
  await page.getByText("Make the new password longer.").first().waitFor();
  await security(page, sayso).open();
  await security(page, sayso).setPassword("wrong", fresh);
  await page.getByText("That is not your password. Try again.").waitFor();
});

eachWay(story, "a code can be asked for before a new password is typed", async ({ page, sayso }) => {
  await portal(page, sayso).open("/security/password");
  await signIn(page, clinician);
  await page.goto(`${sayso.origin}/security/password`);
  await openOtherWays(page);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await page.getByRole("status").getByText("We sent you a code").waitFor();
});

story("the pages about signing in", { width: 320 }, async ({ page, sayso }) => {
  await portal(page, sayso).open("/security");
  await signIn(page, clinician);
  for (const path of ["/security", "/security?held=yes", "/security/password?problem=password-too-short"]) {
    await page.goto(sayso.origin + path);
    await look(page);
  }
});
