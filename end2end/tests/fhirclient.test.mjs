// The SMART client that most apps use (npm `fhirclient`) launches, reads, and is stopped, knowing Sayso
// only by its FHIR address.
import { after, before } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { serveApp } from "../fixtures/app.mjs";
import { patient } from "../fixtures/people.mjs";
import { stories } from "../fixtures/story.mjs";
import { agree } from "../pages/consent.mjs";
import { portal } from "../pages/portal.mjs";

const library = createRequire(import.meta.url).resolve("fhirclient/build/fhir-client.js");
const laboratory = "http://terminology.hl7.org/CodeSystem/observation-category|laboratory";
const scope = `openid fhirUser launch/patient offline_access patient/Patient.rs patient/Observation.rs?category=${laboratory}`;

const html = (script) => `<!doctype html><html lang="en"><title>An app</title><link rel="icon" href="data:,">
<h1>An app</h1><output></output><script src="/fhir-client.js"></script><script>${script}</script></html>`;

const launch = html(`
  const iss = new URLSearchParams(location.search).get("iss");
  FHIR.oauth2.authorize({
    iss, clientId: "sugar-coach", scope: ${JSON.stringify(scope)},
    redirectUri: location.origin + "/callback", pkceMode: "required",
  });`);

const callback = html(`
  const say = (text) => (document.querySelector("output").textContent = text);
  FHIR.oauth2.ready().then((client) => { window.client = client; say("connected"); }, (error) => say(String(error)));`);

let app;
before(async () => {
  app = await serveApp({
    "/launch": { body: launch },
    "/callback": { body: callback },
    "/fhir-client.js": { type: "text/javascript", body: readFileSync(library) },
  });
});
after(() => app.close());

const story = stories({ origins: () => [app.origin] });

const connect = async (page, sayso) => {
  await page.goto(`${app.origin}/launch?iss=${encodeURIComponent(sayso.fhir)}`);
  await agree(page, patient);
  await page.getByText("connected", { exact: true }).waitFor();
};

story("fhirclient launches and reads what it was given", async ({ page, sayso }) => {
  await connect(page, sayso);
  const got = await page.evaluate(async () => ({
    patient: await client.patient.read(),
    user: client.user.fhirUser,
    labs: await client.patient.request("Observation?category=laboratory&_count=5"),
    pages: await client.patient.request("Observation?category=laboratory&_count=2", { pageLimit: 3, flat: true }),
  }));
  assert.equal(got.patient.resourceType, "Patient");
  assert.match(got.user, /Patient\//);
  assert.ok(got.labs.entry.length > 0);
  assert.equal(new Set(got.pages.map(({ id }) => id)).size, 6, "three pages of two");
  assert.ok(got.labs.entry.every(({ resource }) => resource.subject.reference === `Patient/${got.patient.id}`));
});

story("fhirclient renews its access by itself", async ({ page, sayso }) => {
  await connect(page, sayso);
  const [before, after] = await page.evaluate(async () => {
    const before = client.state.tokenResponse.access_token;
    await client.refresh();
    return [before, client.state.tokenResponse.access_token];
  });
  assert.notEqual(before, after);
  assert.equal(await page.evaluate(async () => (await client.patient.read()).resourceType), "Patient");
});

// The refused requests are the point here; Chromium writes each of them on the console.
const forgive = /status of 40[01]/;
story("fhirclient is refused after the patient stopped it", { forgive }, async ({ page, context, sayso }) => {
  await connect(page, sayso);
  const own = await context.newPage();
  await portal(own, sayso).stop("Sugar Coach");
  const answer = page.evaluate(() => client.patient.read().then(() => "read", (error) => `refused: ${error.message}`));
  assert.match(await answer, /^refused/);
});
