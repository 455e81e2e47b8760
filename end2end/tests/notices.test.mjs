// What Sayso tells a person: the list, the mail, and the switches, with and without scripts.
import assert from "node:assert/strict";
import { look } from "../fixtures/look.mjs";
import { latestMail, mails } from "../fixtures/mail.mjs";
import { parent, patient, signIn } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { consent } from "../pages/consent.mjs";
import { typePassword } from "../pages/keys.mjs";

const story = stories();

async function connect(page, sayso, { signedIn = false } = {}) {
  const app = coach(page, sayso);
  await app.connect();
  if (!signedIn) await signIn(page, patient);
  await consent(page).sayYes(patient);
  await app.heading("What we got").waitFor();
}

eachWay(story, "an app that connects and looks is told in the list and by mail", async ({ page, sayso }) => {
  const [before] = await mails(sayso, patient.email);
  await connect(page, sayso);
  const mail = await latestMail(sayso, patient.email, { about: /is connected/, after: before });
  assert.equal(mail.subject, "Sugar Coach is connected");
  assert.ok(!/lab|result|medic|vital/i.test(mail.text), "no word of what is in the record");
  // The last news of an app, told once: nothing new comes while the list is read.
  await latestMail(sayso, patient.email, { about: /for the first time/ });

  await page.goto(mail.links[0]);
  assert.match(new URL(page.url()).pathname, /^\/apps\/consent_/);
  await page.getByRole("link", { name: /^Notices, \d+ new$/ }).click();
  await page.getByRole("heading", { level: 1, name: "Notices" }).waitFor();
  await page.getByText("Sugar Coach is connected.").first().waitFor();
  await page.getByRole("link", { name: "Look at Sugar Coach" }).first().waitFor();

  await page.getByRole("button", { name: "Mark all as read" }).click();
  await page.getByText("You have read all of them.").waitFor();
  await page.getByRole("link", { name: "Notices", exact: true }).waitFor();
});

story("the first look is told within seconds", async ({ page, sayso }) => {
  await connect(page, sayso);
  const mail = await latestMail(sayso, patient.email, { about: /for the first time/ });
  assert.match(mail.subject, /^Sugar Coach looked at your record/);
});

eachWay(story, "a mail that is turned off does not come, and the switch stays off", async ({ page, sayso }) => {
  await page.goto(`${sayso.origin}/notices`);
  await signIn(page, patient);
  const connected = page.getByRole("checkbox", { name: "An app is connected" });
  const [last] = await mails(sayso, patient.email);
  // Turning one off takes a proof, and is told by one last mail.
  await connected.uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await connected.isChecked(), true);
  await connected.uncheck();
  await typePassword(page, patient.password);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  assert.equal(await connected.isChecked(), false);
  assert.equal(await page.getByRole("checkbox", { name: "A new password" }).count(), 0);
  await latestMail(sayso, patient.email, { about: /were turned off/, after: last });

  const before = (await mails(sayso, patient.email)).length;
  await connect(page, sayso, { signedIn: true });
  assert.equal((await mails(sayso, patient.email)).length, before);

  await page.goto(`${sayso.origin}/notices`);
  await connected.check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  assert.equal(await connected.isChecked(), true);
});

eachWay(story, "every mail can be turned off but those that guard the account", async ({ page, sayso }) => {
  await page.goto(`${sayso.origin}/notices`);
  await signIn(page, parent);
  for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
  await typePassword(page, parent.password);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 0);
  await page.getByText("A new password").waitFor();
});

story("the page of notices", { width: 320 }, async ({ page, sayso }) => {
  await connect(page, sayso);
  await page.goto(`${sayso.origin}/notices`);
  await look(page);
});

story("whoever is not signed in is led to sign in, and back", { forgive: /401/ }, async ({ page, sayso }) => {
  await page.goto(`${sayso.origin}/notices`);
  await signIn(page, patient);
  assert.equal(new URL(page.url()).pathname, "/notices");
});
