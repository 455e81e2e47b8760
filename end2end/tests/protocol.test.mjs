// An independent OAuth and OpenID client (npm `oauth4webapi`) takes every step of the protocol and
// checks each answer as strictly as the standards allow.
import { after, before } from "node:test";
import assert from "node:assert/strict";
import * as oauth from "oauth4webapi";
import { serveApp } from "../fixtures/app.mjs";
import { patient } from "../fixtures/people.mjs";
import { stories } from "../fixtures/story.mjs";
import { agree } from "../pages/consent.mjs";

// Loopback has no certificate.
const http = { [oauth.allowInsecureRequests]: true };
const client = { client_id: "sugar-coach" };
const nobody = oauth.None();
const scope = "openid fhirUser launch/patient offline_access patient/Patient.rs";

let app;
before(async () => (app = await serveApp({ "/callback": { body: '<title>Back</title><link rel="icon" href="data:,">' } })));
after(() => app.close());

const story = stories({ origins: () => [app.origin] });
const plain = { scripts: false };

async function discover(sayso, algorithm) {
  const issuer = new URL(sayso.origin);
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm, ...http }));
}

async function authorize(page, server, sayso) {
  const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()];
  const redirect = `${app.origin}/callback`;
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    ...client,
    response_type: "code",
    redirect_uri: redirect,
    scope,
    state,
    nonce,
    aud: sayso.fhir,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  await page.goto(url.href);
  await agree(page, patient);
  await page.waitForURL(`${redirect}?*`);
  const answer = oauth.validateAuthResponse(server, client, new URL(page.url()), state);
  return { answer, redirect, verifier, nonce };
}

async function exchange(server, { answer, redirect, verifier, nonce }) {
  const response = await oauth.authorizationCodeGrantRequest(server, client, nobody, answer, redirect, verifier, http);
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce, requireIdToken: true });
  await oauth.validateApplicationLevelSignature(server, response, http);
  return tokens;
}

async function refresh(server, token) {
  const response = await oauth.refreshTokenGrantRequest(server, client, nobody, token, http);
  return oauth.processRefreshTokenResponse(server, client, response);
}

const read = (sayso, { access_token: token }, path) =>
  oauth.protectedResourceRequest(token, "GET", new URL(`${sayso.fhir}/${path}`), undefined, undefined, http);

/** What a gateway hears, which may ask about the tokens of others. */
async function isActive(server, { access_token: token }) {
  const gateway = { client_id: "bill-helper" };
  const secret = oauth.ClientSecretBasic("demo-bill-helper-secret");
  const response = await oauth.introspectionRequest(server, gateway, secret, token, http);
  return (await oauth.processIntrospectionResponse(server, gateway, response)).active;
}

const refusal = (error) => error instanceof oauth.ResponseBodyError && error.error === "invalid_grant";

async function isRefused(sayso, tokens) {
  await assert.rejects(read(sayso, tokens, `Patient/${tokens.patient}`), (error) => {
    assert.equal(error.status, 401);
    return error instanceof oauth.WWWAuthenticateChallengeError;
  });
}

story("both metadata documents say the same", plain, async ({ sayso }) => {
  const [oauth2, oidc] = [await discover(sayso, "oauth2"), await discover(sayso, "oidc")];
  for (const [name, value] of Object.entries(oauth2)) assert.deepEqual(oidc[name] ?? value, value, name);
  const smart = await (await fetch(`${sayso.fhir}/.well-known/smart-configuration`)).json();
  for (const [name, value] of Object.entries(smart)) assert.deepEqual(oauth2[name] ?? value, value, name);
  assert.deepEqual(oauth2.code_challenge_methods_supported, ["S256"]);
});

story("code, ID token, read, renewal", plain, async ({ page, sayso }) => {
  const server = await discover(sayso, "oidc");
  const tokens = await exchange(server, await authorize(page, server, sayso));
  assert.equal(tokens.token_type, "bearer", "the library writes it in small letters");
  assert.ok(tokens.expires_in <= 600);
  assert.match(oauth.getValidatedIdTokenClaims(tokens).fhirUser, /\/Patient\//);
  assert.equal((await read(sayso, tokens, `Patient/${tokens.patient}`)).status, 200);

  const renewed = await refresh(server, tokens.refresh_token);
  assert.notEqual(renewed.refresh_token, tokens.refresh_token);
  assert.equal((await read(sayso, renewed, `Patient/${tokens.patient}`)).status, 200);
});

story("a code that comes twice ends what came of it", plain, async ({ page, sayso }) => {
  const server = await discover(sayso, "oidc");
  const authorized = await authorize(page, server, sayso);
  const tokens = await exchange(server, authorized);
  await assert.rejects(exchange(server, authorized), refusal);
  await isRefused(sayso, tokens);
});

story("a stolen refresh token ends the grant once both have used it", plain, async ({ page, sayso }) => {
  const server = await discover(sayso, "oidc");
  const tokens = await exchange(server, await authorize(page, server, sayso));
  const renewed = await refresh(server, tokens.refresh_token);
  const again = await refresh(server, renewed.refresh_token);
  await assert.rejects(refresh(server, tokens.refresh_token), refusal);
  await assert.rejects(refresh(server, again.refresh_token), refusal);
  await isRefused(sayso, again);
});

story("a code is worth nothing without its verifier", plain, async ({ page, sayso }) => {
  const server = await discover(sayso, "oidc");
  const authorized = await authorize(page, server, sayso);
  const stolen = { ...authorized, verifier: oauth.generateRandomCodeVerifier() };
  await assert.rejects(exchange(server, stolen), refusal);
});

story("no folder of files is listed, and nothing beside them is served", plain, async ({ sayso }) => {
  assert.equal((await fetch(`${sayso.origin}/pkg/sayso.css`)).status, 200);
  for (const path of ["/pkg", "/pkg/", "/pkg/..%2f..%2f..%2fCargo.toml", "/.git/config"]) {
    assert.equal((await fetch(sayso.origin + path)).status, 404, path);
  }
});

story("an app gives its access up", plain, async ({ page, sayso }) => {
  const server = await discover(sayso, "oidc");
  const tokens = await exchange(server, await authorize(page, server, sayso));
  assert.equal(await isActive(server, tokens), true);
  const response = await oauth.revocationRequest(server, client, nobody, tokens.refresh_token, http);
  await oauth.processRevocationResponse(response);
  assert.equal(await isActive(server, tokens), false);
  await isRefused(sayso, tokens);
});
