// The libraries of other people, as they come: what each of them can do here is a row of the table in
// server/docs/connecting-an-app.md. `fhirclient` and `oauth4webapi` have files of their own.
import { after, before } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Client as KitClient } from "fhir-kit-client";
import * as openid from "openid-client";
import { serveApp } from "../fixtures/app.mjs";
import { patient, signIn } from "../fixtures/people.mjs";
import { stories } from "../fixtures/story.mjs";
import { agree } from "../pages/consent.mjs";

// Medplum's client is one for browsers: its page loads it as it is.
const html = `<!doctype html><html lang="en"><title>Back</title><link rel="icon" href="data:,">
<script type="module">import * as medplum from "/medplum.mjs"; window.medplum = medplum;</script></html>`;
const medplum = readFileSync(fileURLToPath(import.meta.resolve("@medplum/core")));
const laboratory = "http://terminology.hl7.org/CodeSystem/observation-category|laboratory";
const scope = `openid fhirUser launch/patient offline_access patient/Patient.rs patient/Observation.rs?category=${laboratory}`;

let app;
before(async () => {
  app = await serveApp({
    "/callback": { body: html },
    "/medplum.mjs": { type: "text/javascript", body: medplum },
  });
});
after(() => app.close());

const story = stories({ origins: () => [app.origin] });
const plain = { scripts: false };
// Loopback has no certificate.
const http = { execute: [openid.allowInsecureRequests] };

/** Registers a confidential app as an operator does. Returns its secret. */
async function register(sayso, id, ...options) {
  const { stdout } = await sayso.command(
    ...["client", "add", id, "--name", "Chart Shelf", "--maker", "Example Health", "--purpose", "self-care"],
    ...["--redirect", "http://127.0.0.1/callback", "--redirect", "http://localhost/callback", "--scope", scope],
    ...["--needs", `patient/Patient.rs patient/Observation.rs?category=${laboratory}`, "--confidential", "--introspects", ...options],
  );
  return stdout.match(/its secret, shown this once: (\S+)/)[1];
}

/** From the library's question to its tokens; `answer` is what the person does. */
async function launch(page, config, asked, answer = () => agree(page, patient)) {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: `${app.origin}/callback`,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    nonce: expectedNonce,
    ...asked,
  });
  await page.goto(url.href);
  await answer();
  await page.waitForURL(`${app.origin}/callback?*`);
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return openid.authorizationCodeGrant(config, new URL(page.url()), checks);
}

async function everyStep(page, sayso, config) {
  const tokens = await launch(page, config, { scope, aud: sayso.fhir });
  const renewed = await openid.refreshTokenGrant(config, tokens.refresh_token);
  assert.notEqual(renewed.access_token, tokens.access_token);
  const known = await openid.tokenIntrospection(config, renewed.access_token);
  assert.equal(known.active, true);
  const { sub } = tokens.claims();
  assert.equal((await openid.fetchUserInfo(config, renewed.access_token, sub)).sub, sub);
  const address = new URL(`${sayso.fhir}/Patient/${tokens.patient}`);
  const read = await openid.fetchProtectedResource(config, renewed.access_token, address, "GET");
  assert.equal((await read.json()).resourceType, "Patient");
  await openid.tokenRevocation(config, renewed.refresh_token);
  assert.equal((await openid.tokenIntrospection(config, renewed.access_token)).active, false);
}

story("openid-client as it comes sends its secret in the body", plain, async ({ page, sayso }) => {
  const secret = await register(sayso, "chart-shelf", "--secret-in-body");
  const config = await openid.discovery(new URL(sayso.origin), "chart-shelf", secret, undefined, http);
  await everyStep(page, sayso, config);
});

story("openid-client with HTTP Basic", plain, async ({ page, sayso }) => {
  const secret = await register(sayso, "chart-rack");
  const basic = openid.ClientSecretBasic(secret);
  const config = await openid.discovery(new URL(sayso.origin), "chart-rack", undefined, basic, http);
  await everyStep(page, sayso, config);
});

story("openid-client signs somebody in, and sees no record", plain, async ({ page, sayso }) => {
  const config = await openid.discovery(new URL(sayso.origin), "sugar-coach", undefined, openid.None(), http);
  const tokens = await launch(page, config, { scope: "openid fhirUser", aud: sayso.fhir }, async () => {
    await signIn(page, patient);
    await page.getByRole("heading", { name: "Sugar Coach wants to know who you are" }).waitFor();
    await page.getByRole("button", { name: "Yes, tell it" }).click();
  });
  assert.equal(tokens.patient, undefined);
  assert.equal(tokens.refresh_token, undefined);
  const { sub, fhirUser } = tokens.claims();
  assert.equal((await openid.fetchUserInfo(config, tokens.access_token, sub)).fhirUser, fhirUser);
  const search = new URL(`${sayso.fhir}/Observation`);
  const refused = openid.fetchProtectedResource(config, tokens.access_token, search, "GET");
  await assert.rejects(refused, ({ status, code }) => status === 403 || code === "OAUTH_WWW_AUTHENTICATE_CHALLENGE");
});

/** Tokens for a library that reads and does not launch. */
async function given(page, sayso) {
  const config = await openid.discovery(new URL(sayso.origin), "sugar-coach", undefined, openid.None(), http);
  return launch(page, config, { scope, aud: sayso.fhir });
}

story("fhir-kit-client finds the way in, reads and turns pages", plain, async ({ page, sayso }) => {
  const kit = new KitClient({ baseUrl: sayso.fhir });
  const found = await kit.smartAuthMetadata();
  assert.equal(String(found.tokenUrl), `${sayso.origin}/oauth/token`);
  assert.equal(String(found.authorizeUrl), `${sayso.origin}/oauth/authorize`);
  const tokens = await given(page, sayso);
  kit.bearerToken = tokens.access_token;
  const read = await kit.read({ resourceType: "Patient", id: tokens.patient });
  assert.equal(read.id, tokens.patient);
  const first = await kit.search({ resourceType: "Observation", searchParams: { category: "laboratory", _count: 2 } });
  const second = await kit.nextPage({ bundle: first });
  const ids = [...first.entry, ...second.entry].map(({ resource }) => resource.id);
  assert.equal(new Set(ids).size, 4);
});

story("Medplum's client exchanges its code, reads and turns pages", async ({ page, sayso }) => {
  const redirect = `${app.origin}/callback`;
  const settings = { baseUrl: `${sayso.origin}/`, fhirUrlPath: "fhir", tokenUrl: `${sayso.origin}/oauth/token`, clientId: "sugar-coach" };
  const withClient = async (tell, given) => {
    await page.waitForFunction(() => window.medplum);
    await page.evaluate((settings) => {
      // It would send cookies along, which a server of tokens does not ask for.
      const own = (url, options) => fetch(url, { ...options, credentials: "omit" });
      window.client ??= new window.medplum.MedplumClient({ ...settings, fetch: own });
    }, settings);
    return page.evaluate(tell, given);
  };
  await page.goto(redirect);
  const pkce = await withClient(() => window.client.startPkce());
  const url = new URL(`${sayso.origin}/oauth/authorize`);
  url.search = new URLSearchParams({
    ...{ response_type: "code", client_id: "sugar-coach", redirect_uri: redirect, scope, state: "s", aud: sayso.fhir },
    ...{ code_challenge: pkce.codeChallenge, code_challenge_method: pkce.codeChallengeMethod },
  });
  await page.goto(url.href);
  await agree(page, patient);
  await page.waitForURL(`${redirect}?*`);
  const got = await withClient(async (redirectUri) => {
    const { client } = window;
    await client.processCode(new URLSearchParams(location.search).get("code"), { redirectUri });
    const ids = [];
    for await (const some of client.searchResourcePages("Observation", { category: "laboratory", _count: 2 })) {
      ids.push(...some.map(({ id }) => id));
      if (ids.length >= 4) break;
    }
    const { resourceType } = await client.searchOne("Patient", {});
    return { ids, resourceType };
  }, redirect);
  assert.equal(new Set(got.ids).size, 4);
  assert.equal(got.resourceType, "Patient");
});
