// Somebody saves a copy of a record: their own, with a proof, or what a patient ticked for them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { authenticator } from "../fixtures/authenticator.mjs";
import { assertAccessible } from "../fixtures/axe.mjs";
import { runsScripts } from "../fixtures/browser.mjs";
import { caregiver, patient } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { enter, keys, typePassword } from "../pages/keys.mjs";
import { another, befriend } from "../pages/people.mjs";
import { portal } from "../pages/portal.mjs";

const story = stories();
const save = "Save the file";

/** From the page of the record to the page before the file. */
async function openCopy(page, sayso) {
  await portal(page, sayso).open("/records");
  await page.getByRole("link", { name: "Save a copy" }).click();
  await page.getByRole("heading", { name: "Save a copy", level: 1 }).waitFor();
}

/** What the file for programs holds once the button is pressed. */
async function saved(page, button = save) {
  await page.getByRole("radio", { name: "Give it to an app or a doctor" }).check();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^sayso-record-\d{4}-\d\d-\d\d\.json$/);
  return JSON.parse(await readFile(await download.path(), "utf8"));
}

const types = (bundle) => new Set(bundle.entry.map(({ resource }) => resource.resourceType));

eachWay(story, "a patient saves all of their record, for their password", async ({ page, sayso }) => {
  await enter(page, sayso, patient);
  await openCopy(page, sayso);
  await assertAccessible(page);
  await page.getByText("Sensitive topics too").waitFor();

  await page.getByRole("button", { name: save }).click();
  await page.getByText("Type your password.").first().waitFor();
  await page.getByLabel("Password", { exact: true }).fill("not my password");
  await page.getByRole("button", { name: save }).click();
  await page.getByText("That is not your password.").first().waitFor();

  await page.getByLabel("Password", { exact: true }).fill(patient.password);
  const bundle = await saved(page);
  assert.deepEqual([bundle.resourceType, bundle.type], ["Bundle", "collection"]);
  for (const type of ["Patient", "Observation", "MedicationRequest", "AllergyIntolerance", "Immunization"]) {
    assert.ok(types(bundle).has(type), type);
  }
  await page.goto(`${sayso.origin}/activity`);
  await page.getByText(/^You saved a copy of /).first().waitFor();
});

eachWay(story, "a patient saves a page to read", async ({ page, sayso, browser }) => {
  await enter(page, sayso, patient);
  await openCopy(page, sayso);
  await page.getByLabel("Password", { exact: true }).fill(patient.password);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: save }).click()]);
  assert.match(download.suggestedFilename(), /^sayso-record-\d{4}-\d\d-\d\d\.html$/);
  const context = await browser.newContext();
  const paper = await context.newPage();
  try {
    await paper.setContent(await readFile(await download.path(), "utf8"));
    await paper.getByRole("heading", { name: "The record of Maria Keller", level: 1 }).waitFor();
    await paper.getByText("1 tablet at night").first().waitFor();
    await assertAccessible(paper);
  } finally {
    await context.close();
  }
});

story("with a passkey, one button asks for it and saves", async ({ page, sayso }) => {
  await authenticator(page);
  await enter(page, sayso, patient);
  await keys(page, sayso).add("Kitchen laptop", patient);
  await openCopy(page, sayso);
  const bundle = await saved(page, "Use my passkey and save");
  assert.ok(types(bundle).has("Observation"));
  await keys(page, sayso).choose("Kitchen laptop");
  await page.getByRole("button", { name: "Yes, remove it" }).click();
  await page.getByRole("status").waitFor();
});

eachWay(story, "a caregiver saves what was ticked, and only if they may", async ({ page, sayso, browser }) => {
  await enter(page, sayso, patient);
  const other = await another(browser, sayso, caregiver, { scripts: runsScripts(page) });
  const given = { patientPage: page, caregiverPage: other.page, sayso, patient, caregiver, kinds: ["Allergies"] };
  try {
    await befriend({ ...given, can: ["See the kinds of data you ticked"] });
    await other.page.getByRole("button", { name: "Open Maria’s pages" }).click();
    await other.page.getByRole("heading", { name: "What Maria’s record holds" }).waitFor();
    assert.equal(await other.page.getByRole("link", { name: "Save a copy" }).count(), 0);
    assert.equal((await other.page.goto(`${sayso.origin}/records/copy`)).status(), 404);

    await page.goto(`${sayso.origin}/people`);
    await page.getByRole("link", { name: "Change what Daniel sees" }).click();
    await page.getByRole("checkbox", { name: "Save a copy" }).check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await typePassword(page, patient.password);
    await page.getByRole("button", { name: "Yes, change it" }).click();
    await page.getByRole("status").waitFor();

    await openCopy(other.page, sayso);
    await other.page.getByText("What you may not see").waitFor();
    await other.page.getByLabel("Password", { exact: true }).fill(caregiver.password);
    // Where a record comes from goes with it.
    assert.deepEqual([...types(await saved(other.page))], ["AllergyIntolerance", "Provenance"]);
    // The page empties itself, so that a proof is not there for whoever comes next.
    if (runsScripts(other.page)) await other.page.getByText("We asked for your file.").waitFor();
    await openCopy(other.page, sayso);

    await page.goto(`${sayso.origin}/activity`);
    await page.getByText("Daniel saved a copy of your allergies.").first().waitFor();
    await page.goto(`${sayso.origin}/people`);
    await page.getByRole("link", { name: "Stop sharing with Daniel" }).click();
    await page.getByRole("button", { name: "Yes, stop sharing" }).click();
    await page.getByRole("heading", { name: "Daniel can no longer see your record" }).waitFor();
    await other.page.getByLabel("Password", { exact: true }).fill(caregiver.password);
    await other.page.getByRole("button", { name: save }).click();
    await other.page.getByText("It was stopped on").first().waitFor();
  } finally {
    await other.context.close();
  }
});
