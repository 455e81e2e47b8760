// A patient lets somebody help, and stops it again: two browsers, with and without scripts.
import assert from "node:assert/strict";
import { look } from "../fixtures/look.mjs";
import { caregiver, patient } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { consent } from "../pages/consent.mjs";
import { alone, another, befriend, given, people, signedIn } from "../pages/people.mjs";

const story = stories();

for (const scripts of [true, false]) {
  const way = scripts ? "" : ", without scripts";
  story(`a caregiver says yes with Enter, sees what was ticked, and nothing after the patient stops${way}`, { scripts }, async ({ page, sayso, browser }) => {
    await signedIn(page, sayso, patient);
    await alone(page, sayso);
    const other = await another(browser, sayso, caregiver, { scripts });
    try {
      await befriend({ patientPage: page, caregiverPage: other.page, sayso, patient, caregiver, ...given, byEnter: true });

      await other.page.getByRole("button", { name: "Open Maria’s pages" }).click();
      await other.page.getByRole("heading", { name: "What Maria’s record holds" }).waitFor();
      const kinds = await other.page.locator("[data-kind]").evaluateAll((all) => all.map((it) => it.dataset.kind));
      assert.deepEqual(kinds.sort(), ["allergies", "medications"]);
      await other.page.getByRole("link", { name: "Medicines" }).click();
      await other.page.locator("[data-entry]").first().waitFor();

      // What was not ticked is not there, however it is asked for.
      const lab = await other.page.goto(`${sayso.origin}/records?kind=lab-results`);
      assert.equal(lab.status(), 404);
      for (const path of ["/activity", "/apps"]) {
        assert.equal((await other.page.goto(sayso.origin + path)).status(), 404, path);
      }

      // The patient sees each look, by name.
      await page.goto(`${sayso.origin}/activity?show=looks`);
      await page.getByText("Daniel looked at your medicines").first().waitFor();

      await page.goto(`${sayso.origin}/people`);
      await page.getByRole("link", { name: "Stop sharing with Daniel" }).click();
      await page.getByRole("button", { name: "Yes, stop sharing" }).click();
      await page.getByRole("heading", { name: "Daniel can no longer see your record" }).waitFor();
      await page.getByText("Looks since it stopped: 0").waitFor();

      // In the middle of the caregiver's session.
      await other.page.goto(`${sayso.origin}/records?kind=medications`);
      assert.equal(await other.page.locator("[data-entry]").count(), 0);
      assert.equal(await other.page.locator("[data-acting]").count(), 0);
      await other.page.getByText("It was stopped on").first().waitFor();
    } finally {
      await other.context.close();
    }
  });
}

story("each page says for whom the caregiver acts, first and in its title, before scripts run", { scripts: false }, async ({ page, sayso, browser }) => {
  await signedIn(page, sayso, patient);
  await alone(page, sayso);
  const other = await another(browser, sayso, caregiver, { scripts: false });
  try {
    const all = ["See the kinds of data you ticked", "See who looked at your record", "Add and stop apps"];
    await befriend({ patientPage: page, caregiverPage: other.page, sayso, patient, caregiver, ...given, can: all });
    await other.page.getByRole("button", { name: "Open Maria’s pages" }).click();
    for (const path of ["/", "/records", "/records?kind=allergies", "/activity", "/apps", "/people", "/help"]) {
      const html = await (await other.page.goto(sayso.origin + path)).text();
      assert.match(html, /<title>Acting for Maria Keller: [^<]+<\/title>/, path);
      const main = html.indexOf("<main");
      const banner = html.indexOf("You are acting for Maria Keller.");
      assert.ok(banner > 0 && banner < main, `the banner comes first on ${path}`);
    }
    await other.page.getByRole("button", { name: "Stop acting for Maria" }).click();
    await other.page.getByText("You are back on your own pages.").waitFor();
    assert.equal(await other.page.locator("[data-acting]").count(), 0);
  } finally {
    await other.context.close();
  }
});

story("quiet mode says on each page that nobody is told", async ({ page, sayso, browser }) => {
  await signedIn(page, sayso, patient);
  await alone(page, sayso);
  const other = await another(browser, sayso, caregiver);
  try {
    await befriend({ patientPage: page, caregiverPage: other.page, sayso, patient, caregiver, ...given });
    await page.goto(`${sayso.origin}/people`);
    await page.getByRole("button", { name: "Turn on quiet mode" }).click();
    await page.getByRole("heading", { name: "Quiet mode is on" }).waitFor();
    await page.getByRole("link", { name: "Change what Daniel sees" }).click();
    await page.getByText("We will not tell Daniel.").waitFor();
    await page.getByRole("link", { name: "Stop sharing with Daniel" }).click();
    await page.getByText("We will not tell Daniel.").waitFor();
    await page.goto(`${sayso.origin}/people`);
    await page.getByRole("button", { name: "Turn off quiet mode" }).click();
    await page.getByRole("heading", { name: "Quiet mode is off" }).waitFor();
  } finally {
    await other.context.close();
  }
});

eachWay(story, "a caregiver asks for more, and the patient says yes with a proof", async ({ page, sayso, browser }) => {
  await signedIn(page, sayso, patient);
  await alone(page, sayso);
  const other = await another(browser, sayso, caregiver);
  try {
    await befriend({ patientPage: page, caregiverPage: other.page, sayso, patient, caregiver, ...given });
    await other.page.getByRole("link", { name: "Ask for more or longer from Maria" }).click();
    await other.page.getByRole("checkbox", { name: "Vaccines" }).check();
    await other.page.getByRole("button", { name: "Send my question" }).click();
    await other.page.getByText("Your question is sent.").waitFor();

    await page.goto(`${sayso.origin}/people`);
    await page.getByRole("link", { name: "Look at what Daniel asks" }).click();
    await page.getByText("To see also: vaccines").waitFor();
    await page.getByRole("checkbox", { name: "Vaccines" }).check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByLabel("Password", { exact: true }).fill(patient.password);
    await page.getByRole("button", { name: "Yes, change it" }).click();
    await page.getByText("Saved. This is what Daniel sees now.").waitFor();

    // Less needs no proof.
    await page.getByRole("checkbox", { name: "Medicines" }).uncheck();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Saved. This is what Daniel sees now.").waitFor();
    await other.page.goto(`${sayso.origin}/people`);
    await other.page.getByRole("button", { name: "Open Maria’s pages" }).click();
    const kinds = await other.page.locator("[data-kind]").evaluateAll((all) => all.map((it) => it.dataset.kind));
    assert.deepEqual(kinds.sort(), ["allergies", "immunizations"]);
  } finally {
    await other.context.close();
  }
});

story("a caregiver connects an app for the patient, within what the patient ticked", { scripts: false }, async ({ page, sayso, browser }) => {
  await signedIn(page, sayso, patient);
  await alone(page, sayso);
  const other = await another(browser, sayso, caregiver, { scripts: false });
  try {
    const can = ["See the kinds of data you ticked", "Add and stop apps"];
    await befriend({ patientPage: page, caregiverPage: other.page, sayso, patient, caregiver, kinds: ["Lab results", "Medicines"], can });
    await coach(other.page, sayso).connect();
    await other.page.getByRole("heading", { name: "Whose record?" }).waitFor();
    await other.page.getByRole("radio", { name: "Maria Keller" }).check();
    await other.page.getByRole("button", { name: "Show this record" }).click();
    await other.page.getByText("You can share only what Maria lets you see.").waitFor();
    await consent(other.page).openControl("Choose what to share");
    assert.equal(await other.page.getByRole("checkbox", { name: "Vaccines" }).count(), 0);
    await consent(other.page).sayYes(caregiver);
    await coach(other.page, sayso).heading("What we got").waitFor();
    assert.ok((await coach(other.page, sayso).read("Lab results")) > 0);

    // It ends with the help.
    await alone(page, sayso);
    await coach(other.page, sayso).readAgain();
    await coach(other.page, sayso).heading("Sugar Coach can see nothing any more").waitFor();
  } finally {
    await other.context.close();
  }
});

story("the pages about people", { width: 320 }, async ({ page, sayso, browser }) => {
  await page.goto(`${sayso.origin}/invitation`);
  await look(page);
  await signedIn(page, sayso, patient);
  await alone(page, sayso);
  const mine = people(page, sayso);
  await mine.open("/people/invite");
  await look(page);
  await page.getByRole("button", { name: "Check it and send" }).click();
  await page.getByRole("alert").waitFor();
  await look(page);
  await mine.fillInvite({ name: "Daniel Keller", email: caregiver.email, ...given });
  await page.getByRole("button", { name: "Check it and send" }).click();
  await page.getByRole("button", { name: "Yes, send" }).waitFor();
  await look(page);
  await page.goBack();
  const link = await mine.confirmInvite(patient, caregiver.email);
  await look(page);
  const code = await mine.code();
  const other = await another(browser, sayso, caregiver, { width: 320 });
  try {
    await other.page.goto(link);
    await look(other.page);
    await other.page.getByLabel("The code").fill(code);
    await other.page.getByRole("button", { name: "Yes, I will help" }).click();
    await other.page.getByText("You said yes.").waitFor();
    await look(other.page);
    await other.page.getByRole("link", { name: /^Ask for more/ }).click();
    await other.page.waitForURL(/\/ask$/);
    await look(other.page);
    await other.page.goto(`${sayso.origin}/people`);
    await other.page.getByRole("button", { name: "Open Maria’s pages" }).click();
    await other.page.getByRole("heading", { name: "What Maria’s record holds" }).waitFor();
    await look(other.page);
    await other.page.getByRole("link", { name: "Medicines" }).click();
    await other.page.locator("[data-entry]").first().waitFor();
    await look(other.page);
  } finally {
    await other.context.close();
  }
  await mine.open();
  await look(page);
  await page.getByRole("link", { name: "Change what Daniel sees" }).click();
  await page.waitForURL(/\/people\/[^/]+$/);
  await look(page);
  const helper = page.url();
  for (const path of ["/stop", "/receipt"]) {
    await page.goto(helper + path);
    await look(page);
  }
  await page.goto(`${sayso.origin}/records`);
  await look(page);
  await alone(page, sayso);
  await page.goto(`${helper}/stopped`);
  await look(page);
});
