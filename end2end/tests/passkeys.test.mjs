// Passkeys: made, used for the door and for one action, refused, removed; and the same actions without them.
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { authenticator, withoutList, withoutPasskeys } from "../fixtures/authenticator.mjs";
import { assertAccessible } from "../fixtures/axe.mjs";
import { openWindow } from "../fixtures/browser.mjs";
import { latestMail, mails } from "../fixtures/mail.mjs";
import { parent, patient } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { consent } from "../pages/consent.mjs";
import { enter, keys, openOtherWays, typeCode, typePassword } from "../pages/keys.mjs";
import { portal } from "../pages/portal.mjs";

const story = stories();

const byPasskey = (page) => page.getByRole("button", { name: "Use my passkey and share" });
const yes = (page) => page.getByRole("button", { name: "Yes, share" }).click();
const restated = (page) => page.getByRole("heading", { name: "Is this what you want?" });
const read = (page, sayso) => coach(page, sayso).heading("What we got").waitFor();

/** The second yes to an app replaces a decision, so it is proved for itself. */
async function toTheProof(page, sayso) {
  await coach(page, sayso).connect();
  await consent(page).sayYes(patient);
  await read(page, sayso);
  await coach(page, sayso).connect();
  await consent(page).share();
  await restated(page).waitFor();
}

/** A key goes by itself: nothing stands in for it. */
async function remove(page, sayso, name) {
  await keys(page, sayso).choose(name);
  await page.getByRole("button", { name: "Yes, remove it" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
}

/** The next story begins without a decision and without a key. */
async function tidy(page, sayso, name) {
  await portal(page, sayso).stop("Sugar Coach");
  if (name) await remove(page, sayso, name);
}

/** Waits until the device has no key any more. */
async function gone(device) {
  for (const end = Date.now() + 15_000; (await device.credentials()).length > 0; await wait(50)) {
    assert.ok(Date.now() < end, "the browser was not told of the removed key");
  }
}

async function useButton(page, context, sayso) {
  await context.clearCookies();
  await page.goto(`${sayso.origin}/sign-in`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
}

story("a passkey is made, named, opens the door by its button, and is removed", async ({ page, context, sayso }) => {
  await withoutList(page);
  const device = await authenticator(page);
  await enter(page, sayso, patient);
  await keys(page, sayso).add("Kitchen laptop", patient);
  assert.equal((await device.credentials()).length, 1);
  assert.equal(await keys(page, sayso).list().count(), 1);
  await assertAccessible(page);

  await useButton(page, context, sayso);
  await page.waitForURL((url) => url.pathname === "/");
  await keys(page, sayso).choose("Kitchen laptop");
  await assertAccessible(page);
  await page.getByRole("textbox", { name: "Its name" }).fill("Maria’s laptop");
  await page.getByRole("button", { name: "Save the name" }).click();
  await keys(page, sayso).list().getByText("Maria’s laptop").first().waitFor();

  // Its last use: it proves that it may go.
  await keys(page, sayso).choose("Maria’s laptop");
  await page.getByRole("button", { name: "Yes, remove it" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
});

story("the list under the email field opens the door", async ({ page, context, sayso }) => {
  await authenticator(page);
  await enter(page, sayso, patient);
  await keys(page, sayso).add("Phone", patient);
  await context.clearCookies();
  await page.goto(`${sayso.origin}/sign-in?next=/apps`);
  await page.waitForURL((url) => url.pathname === "/apps");
  await keys(page, sayso).choose("Phone");
  await page.getByRole("button", { name: "Yes, remove it" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
});

story("a passkey proves one yes", async ({ page, sayso }) => {
  const device = await authenticator(page);
  await enter(page, sayso, patient);
  await keys(page, sayso).add("Phone", patient);
  await toTheProof(page, sayso);
  await assertAccessible(page);
  const [before] = await device.credentials();
  await byPasskey(page).click();
  await read(page, sayso);
  const [after] = await device.credentials();
  assert.ok(after.signCount > before.signCount, "the key was used");
  await tidy(page, sayso, "Phone");
});

story("a person who stops, or is not let through by the device, loses nothing and tries again", async ({ page, sayso }) => {
  const device = await authenticator(page);
  await enter(page, sayso, patient);
  await keys(page, sayso).add("Phone", patient);
  await toTheProof(page, sayso);
  await device.refuseUser();
  await byPasskey(page).click();
  await page.getByRole("status").getByText("You stopped before the end").waitFor();
  await restated(page).waitFor();
  assert.equal(await page.getByLabel("Password", { exact: true }).count(), 0, "nothing stands in for a passkey");
  await device.letUserThrough();
  await byPasskey(page).click();
  await read(page, sayso);
  await tidy(page, sayso, "Phone");
});

story("the key of somebody else proves nothing", async ({ page, sayso, browser }) => {
  const other = await openWindow(browser, { origins: [sayso.origin, sayso.coach] });
  const theirs = await authenticator(other.page);
  await enter(other.page, sayso, parent);
  await keys(other.page, sayso).add("Another phone", parent);
  const [key] = await theirs.credentials();
  await other.context.close();

  const device = await authenticator(page);
  await enter(page, sayso, patient);
  await keys(page, sayso).add("Phone", patient);
  await toTheProof(page, sayso);
  const [own] = await device.credentials();
  await device.forget(own);
  await device.put(key);
  await byPasskey(page).click();
  await page.getByRole("status").getByText("You stopped before the end").waitFor();
  await device.forget(key);
  await device.put(own);
  await tidy(page, sayso, "Phone");
});

story("a key whose counter went back opens nothing", { forgive: /422/ }, async ({ page, context, sayso }) => {
  await withoutList(page);
  const device = await authenticator(page);
  await enter(page, sayso, patient);
  await keys(page, sayso).add("Phone", patient);
  const [copied] = await device.credentials();
  await useButton(page, context, sayso);
  await page.waitForURL((url) => url.pathname === "/");
  await device.forget(copied);
  await device.put({ ...copied, signCount: 0 });
  await useButton(page, context, sayso);
  await page.getByText("That passkey did not work").waitFor();
  await device.forget(copied);
  await device.put({ ...copied, signCount: 100 });
  await enter(page, sayso, patient);
  await remove(page, sayso, "Phone");
});

story("a removed key opens nothing", { forgive: /422/ }, async ({ page, context, sayso }) => {
  await withoutList(page);
  const device = await authenticator(page);
  await enter(page, sayso, patient);
  await keys(page, sayso).add("Phone", patient);
  const [kept] = await device.credentials();
  await keys(page, sayso).choose("Phone");
  await page.getByRole("button", { name: "Yes, remove it" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
  // The page told the browser, which forgot the key. It comes back, as from one that did not listen.
  const told = await page.evaluate(() => "signalAllAcceptedCredentials" in PublicKeyCredential);
  if (told) await gone(device);
  if ((await device.credentials()).length === 0) await device.put(kept);
  await useButton(page, context, sayso);
  await page.getByText("We do not know that passkey any more").waitFor();
});

eachWay(story, "a mailed code proves one yes, and what was chosen is kept meanwhile", async ({ page, sayso }) => {
  await enter(page, sayso, patient);
  await toTheProof(page, sayso);
  const about = /Your code/;
  const [before] = (await mails(sayso, patient.email)).filter((mail) => about.test(mail.subject));
  await openOtherWays(page);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await page.getByRole("status").getByText("We sent you a code").waitFor();
  await assertAccessible(page);
  const { code } = await latestMail(sayso, patient.email, { about, after: before });
  await typeCode(page, code);
  await yes(page);
  await read(page, sayso);
  await portal(page, sayso).stop("Sugar Coach");
});

eachWay(story, "who has no passkey proves by a paper code or the password, and reads that it is weak", async ({ page, sayso }) => {
  await enter(page, sayso, patient);
  const paper = await keys(page, sayso).makePaper(patient);
  assert.equal(paper.length, 10);
  await assertAccessible(page);
  await page.reload();
  await page.getByText("they are gone from here").waitFor();

  await toTheProof(page, sayso);
  await page.getByText("You have no passkey, so this proof is weak.").waitFor();
  await yes(page);
  await page.getByRole("alert").waitFor();
  await typePassword(page, "not the password");
  await yes(page);
  await page.getByText("That is not your password").waitFor();
  await typeCode(page, paper[0].toLowerCase());
  await yes(page);
  await read(page, sayso);

  await coach(page, sayso).connect();
  await consent(page).share();
  await typeCode(page, paper[0]);
  await yes(page);
  await page.getByText("That code does not work").first().waitFor();
  await typePassword(page, patient.password);
  await yes(page);
  await read(page, sayso);
  await tidy(page, sayso);
});

for (const [how, scripts] of [
  ["in a browser without passkeys", true],
  ["without scripts", false],
]) {
  story(`${how}, nothing stands in for a passkey that is elsewhere`, { scripts }, async ({ page, sayso, browser }) => {
    const elsewhere = await openWindow(browser, { origins: [sayso.origin, sayso.coach] });
    await authenticator(elsewhere.page);
    await enter(elsewhere.page, sayso, patient);
    await keys(elsewhere.page, sayso).add("Phone", patient);

    await withoutPasskeys(page);
    await page.goto(`${sayso.origin}/sign-in`);
    assert.equal(await page.getByRole("button", { name: "Use a passkey" }).count(), 0);
    await enter(page, sayso, patient);
    for (const path of ["/security/codes", "/security/password", "/records/copy"]) {
      await page.goto(sayso.origin + path);
      await page.getByText("Use the phone or computer that has it.").waitFor();
      assert.equal(await page.getByLabel("Password", { exact: true }).count(), 0, path);
      await page.getByRole("link", { name: "I have no passkey any more" }).waitFor();
      await assertAccessible(page);
    }
    await remove(elsewhere.page, sayso, "Phone");
    await elsewhere.context.close();
  });
}
