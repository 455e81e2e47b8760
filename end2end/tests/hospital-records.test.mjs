// The hospital's own sign-in says whose record a person has, and whom it lets work here: a new account begins with it.
import { after } from "node:test";
import assert from "node:assert/strict";
import { assertAccessible } from "../fixtures/axe.mjs";
import { startProvider } from "../fixtures/provider.mjs";
import { stories } from "../fixtures/story.mjs";

/** What the hospital knows of each login. The demo's records M-2051 and M-2052 have no account. */
const people = {
  ana: { mrn: "M-2052", email: "ana@mail.example", email_verified: true, locale: "es-MX" },
  leo: { mrn: "M-2051", email: "leo@mail.example", email_verified: false },
  maria: { mrn: "M-1042", email: "maria@mail.example", email_verified: true },
  nobody: { mrn: "M-9999", email: "nobody@mail.example", email_verified: true },
  olga: { groups: ["nurses", "support"], name: "Olga Office", email: "olga@mail.example", email_verified: true },
};

/** The provider's own page for signing out loads a font and has no icon. */
const providers = /fonts\.googleapis\.com|\/favicon\.ico/;

let provider;
const story = stories({
  origins: () => [provider.issuer],
  async settings(origin) {
    provider = await startProvider(origin, people);
    return {
      ...provider.settings,
      SAYSO_UPSTREAM_PATIENT_CLAIM: "mrn",
      SAYSO_UPSTREAM_PATIENT_SYSTEM: "https://demo.sayso.example/patients",
      SAYSO_UPSTREAM_ROLE_CLAIM: "groups",
      SAYSO_UPSTREAM_SCOPES: "profile email hospital",
      SAYSO_UPSTREAM_LOGOUT: "true",
    };
  },
});
after(() => provider?.close());

async function throughTheHospital(page, sayso, login) {
  await page.goto(`${sayso.origin}/sign-in`);
  await page.getByRole("button", { name: /Riverside sign-in/ }).click();
  await page.getByLabel("Login").fill(login);
  await page.getByRole("button", { name: "Log in" }).click();
}

async function problem(page) {
  const box = page.locator("[data-problem]");
  await box.waitFor();
  return box.getAttribute("data-problem");
}

story("the record that the hospital names becomes a new account's own, and signing out leaves the hospital too", { scripts: false, forgive: providers }, async ({ page, sayso }) => {
  await throughTheHospital(page, sayso, "ana");
  await page.waitForURL(`${sayso.origin}/`);
  await page.goto(`${sayso.origin}/records`);
  await page.getByText("Ana").first().waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "es");
  await page.locator("header details summary").click();
  await page.getByRole("button", { name: "Salir de la cuenta" }).click();
  // A page of ours says so for two seconds, and leads there.
  await page.waitForURL((url) => url.origin === provider.issuer);
  await page.getByRole("button", { name: /yes, sign me out/i }).click();
  await page.waitForURL(`${sayso.origin}/sign-in*`);
  await page.getByRole("button", { name: /Riverside sign-in/ }).click();
  await page.getByLabel("Login").waitFor();
});

story("a record that is unknown, or an address that nobody checked, opens nothing", { scripts: false, forgive: /422/ }, async ({ page, context, sayso }) => {
  for (const [login, told] of [["nobody", "hospital-no-record"], ["leo", "hospital-no-address"], ["maria", "hospital-unknown"]]) {
    await throughTheHospital(page, sayso, login);
    assert.equal(await problem(page), told, login);
    await assertAccessible(page);
    await page.goto(`${sayso.origin}/records`);
    assert.equal(new URL(page.url()).pathname, "/sign-in", login);
    await context.clearCookies();
  }
});

story("a member of staff comes in by the role that the hospital gives", { scripts: false }, async ({ page, sayso }) => {
  await throughTheHospital(page, sayso, "olga");
  await page.waitForURL(`${sayso.origin}/**`);
  await page.goto(`${sayso.origin}/security`);
  await page.getByText("olga@mail.example").first().waitFor();
});
