// Signing in with the hospital's own sign-in: added once with a proof, then it opens that account and no other.
import { after } from "node:test";
import assert from "node:assert/strict";
import { assertAccessible } from "../fixtures/axe.mjs";
import { patient, signIn } from "../fixtures/people.mjs";
import { startProvider } from "../fixtures/provider.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";

let provider;
const story = stories({
  origins: () => [provider.issuer],
  async settings(origin) {
    provider = await startProvider(origin);
    return provider.settings;
  },
});
after(() => provider?.close());

const door = (page) => page.getByRole("button", { name: "Sign in with Riverside sign-in" });

/** From Sayso's door through the hospital's login, as this person. */
async function throughTheHospital(page, sayso, login) {
  await page.goto(`${sayso.origin}/sign-in`);
  await door(page).click();
  await atTheHospital(page, login);
}

async function atTheHospital(page, login) {
  await page.getByLabel("Login").fill(login);
  await page.getByRole("button", { name: "Log in" }).click();
}

const unknown = (page) => page.getByText("We do not know this hospital sign-in yet.").first().waitFor();
const didNotWork = (page) => page.getByText("The hospital sign-in did not work.").first().waitFor();

async function add(page) {
  await signIn(page, patient);
  await page.getByRole("heading", { name: "Add this hospital sign-in to your account?" }).waitFor();
  await page.getByLabel("Password").fill(patient.password);
  await page.getByRole("button", { name: "Yes, add it" }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

async function takeAway(page, sayso) {
  await page.goto(`${sayso.origin}/security`);
  await page.getByRole("link", { name: "Change Riverside sign-in" }).click();
  await page.getByLabel("Password").fill(patient.password);
  await page.getByRole("button", { name: "Yes, take it away" }).click();
  await page.getByText("Your hospital sign-in does not open this account now.").waitFor();
}

async function signedIn(page, sayso) {
  const response = await page.goto(`${sayso.origin}/security`);
  return response.ok() && new URL(page.url()).pathname === "/security";
}

eachWay(story, "a patient adds the hospital sign-in, comes in with it, and takes it away", async ({ page, context, sayso }) => {
  const login = "maria-at-riverside";
  await throughTheHospital(page, sayso, login);
  await unknown(page);
  assert.equal(await signedIn(page, sayso), false, "an unknown identity opens nothing");
  await page.goBack();
  await add(page);

  await context.clearCookies();
  await throughTheHospital(page, sayso, login);
  await page.waitForURL(`${sayso.origin}/`);
  assert.ok(await signedIn(page, sayso));
  await page.getByText("with your hospital sign-in").first().waitFor();

  await takeAway(page, sayso);
  await context.clearCookies();
  await throughTheHospital(page, sayso, login);
  await unknown(page);
});

story("it is added from the account as well, and the pages are accessible", async ({ page, sayso }) => {
  await page.goto(`${sayso.origin}/sign-in`);
  await assertAccessible(page);
  await signIn(page, patient);
  await page.goto(`${sayso.origin}/security`);
  await page.getByRole("link", { name: "Add it Riverside sign-in" }).click();
  await page.getByRole("heading", { name: "Add your hospital sign-in" }).waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "Go to Riverside sign-in" }).click();
  await atTheHospital(page, "maria-from-her-account");
  await page.getByRole("heading", { name: "Add this hospital sign-in to your account?" }).waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "Yes, add it" }).click();
  await page.getByText("Type your password.").first().waitFor();
  await page.getByLabel("Password").fill(patient.password);
  await page.getByRole("button", { name: "Yes, add it" }).click();
  await page.getByText("You can sign in with your hospital sign-in now.").waitFor();
  await takeAway(page, sayso);
});

story("an answer counts once", { scripts: false }, async ({ page, sayso }) => {
  const answers = [];
  page.on("request", (request) => {
    if (request.url().includes("/sign-in/hospital/callback")) answers.push(request.url());
  });
  await throughTheHospital(page, sayso, "maria-who-came-twice");
  await unknown(page);
  await page.goto(answers[0]);
  await didNotWork(page);
});

story("no link and no other site can begin one", async ({ sayso }) => {
  const begin = `${sayso.origin}/sign-in/hospital`;
  const elsewhere = { method: "POST", headers: { origin: "https://evil.example" }, redirect: "manual" };
  assert.equal((await fetch(begin, elsewhere)).status, 403);
  assert.equal((await fetch(begin, { redirect: "manual" })).status, 405);
  const next = new URLSearchParams({ next: "https://evil.example/" });
  const own = await fetch(begin, { method: "POST", body: next, redirect: "manual" });
  assert.equal(own.status, 303);
  assert.ok(own.headers.get("location").startsWith(provider.issuer));
});
