// From an empty machine to people who use it: PostgreSQL with TLS and two roles, nginx that ends TLS, an administrator, and a
// thousand patients from a list: of them ten with a mailed link, one with a letter, and one by the hospital's own sign-in. A
// parent comes for a child. Each signs in at home and connects an app.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as oauth from "oauth4webapi";
import { openLine } from "../fixtures/address.mjs";
import { serveApp } from "../fixtures/app.mjs";
import { openBrowser, openWindow } from "../fixtures/browser.mjs";
import { installed, openHospital } from "../fixtures/hospital.mjs";
import { signIn } from "../fixtures/people.mjs";
import { postgresPrograms, startPostgres } from "../fixtures/postgres.mjs";
import { startProvider } from "../fixtures/provider.mjs";
import { startMailServer } from "../fixtures/smtp.mjs";
import { consent } from "../pages/consent.mjs";

const [PATIENTS, AT_HOME] = [1000, 10];
/** Who of the thousand comes by a letter, and who by the hospital's sign-in. */
const [LETTER, HOSPITAL] = [500, 501];
/** How many homes are at it at a time. */
const AT_ONCE = 4;
const password = "four small words here";
const missing = ["nginx"].filter((name) => !installed(name)).concat(postgresPrograms() ? [] : ["PostgreSQL"]);
const skip = missing.length > 0 && `${missing.join(" and ")} is not installed`;
const client = { client_id: "home-app" };

const mail = (number) => `patient${number}@mail.example`;
const mrn = (number) => String(4000 + number);
const name = (number) => `Pat Rivera ${number}`;
const born = (number) => [String((number % 28) + 1), String((number % 12) + 1), String(1940 + (number % 60))];
const date = ([day, month, year]) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;

function patient(id, number, birthDate) {
  const identifier = [{ system: "urn:mrn", value: mrn(number) }];
  return { resourceType: "Patient", id, identifier, birthDate, name: [{ text: name(number) }] };
}

function weight(id) {
  const code = { coding: [{ system: "http://loinc.org", code: "29463-7" }], text: "Body weight" };
  const category = [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "vital-signs" }] }];
  const subject = { reference: `Patient/${id}` };
  const valueQuantity = { value: 70, unit: "kg" };
  return { resourceType: "Observation", id: `weight-${id}`, status: "final", code, category, subject, effectiveDateTime: "2026-01-01", valueQuantity };
}

let postgres, mails, provider, hospital, browser, app;
before(async () => {
  if (skip) return;
  [postgres, mails, browser] = await Promise.all([startPostgres(), startMailServer(), openBrowser()]);
  app = await serveApp({ "/callback": { body: '<title>Back</title><link rel="icon" href="data:,">' } });
  hospital = await openHospital("nginx", settings, postgres.owner);
});
after(async () => {
  for (const one of [browser, app, mails, provider]) await (one?.close ?? one?.stop)?.call(one);
  await hospital?.stop();
  await postgres?.stop();
});

/** With a provider that knows one of the thousand. */
async function settings(origin) {
  const known = { mrn: mrn(HOSPITAL), email: mail(HOSPITAL), email_verified: true };
  provider = await startProvider(origin, { "pat-at-riverside": known });
  const upstream = Object.entries(provider.settings).map(([key, value]) => [key.replace("SAYSO_", "").toLowerCase(), value]);
  return {
    ...Object.fromEntries(upstream),
    upstream_patient_claim: "mrn",
    upstream_patient_system: "urn:mrn",
    upstream_scopes: "email hospital",
    database_url: postgres.server,
    database_role: "sayso",
    mail: mails.url,
    mail_from: "Lakeside <a@lakeside.example>",
  };
}

/** Does it for each, some at a time. */
async function eachHome(people, tell) {
  const waiting = [...people];
  const worker = async () => {
    while (waiting.length > 0) await tell(waiting.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** A browser of their own, at home. */
async function at(address, tell) {
  const line = await openLine(address);
  const { page, context } = await openWindow(browser, { origins: [], scripts: false, ignoreHTTPSErrors: true, proxy: line.proxy });
  try {
    return await tell(page);
  } catch (error) {
    const words = await page.locator("main").innerText().catch(() => "");
    throw new Error(`at ${page.url()}: ${words}`, { cause: error });
  } finally {
    await context.close();
    await line.close();
  }
}

async function typeBirthDate(page, [day, month, year]) {
  await page.getByLabel("Day").fill(day);
  await page.getByLabel("Month").fill(month);
  await page.getByLabel("Year").fill(year);
  await page.getByRole("button", { name: "Go on" }).click();
}

/** From the link of a mail to an account. */
async function activate(page, address, birthDate) {
  const { links } = await mails.latest(address, /make your account/);
  await page.goto(links.find((link) => link.includes("/activate/")));
  await typeBirthDate(page, birthDate);
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Use this password" }).click();
  // Who only acts for others begins there.
  await page.waitForURL((url) => ["/", "/people"].includes(url.pathname));
}

/** With the code of the letter that the list had written, and an address of one's own, to the mailed link. */
async function typeCode(page, code, address, birthDate) {
  await page.goto(`${hospital.origin}/activate`);
  await page.getByLabel("The code in the letter").fill(code);
  await typeBirthDate(page, birthDate);
  await page.getByLabel("Email").fill(address);
  await page.getByRole("button", { name: "Send me the link" }).click();
  await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
}

async function throughTheHospital(page) {
  await page.getByRole("button", { name: /Riverside sign-in/ }).click();
  await page.getByLabel("Login").fill("pat-at-riverside");
  await page.getByRole("button", { name: "Log in" }).click();
}

/** Of several records, or of none of one's own. */
async function chooseRecord(page, whose) {
  await page.getByRole("radio", { name: whose }).check();
  await page.getByRole("button", { name: "Show this record" }).click();
}

/** Connects the app, having come in this way, and reads with what it gets: the ids of the entries. */
async function connect(page, comeIn) {
  const verifier = oauth.generateRandomCodeVerifier();
  const redirect = `${app.origin}/callback`;
  const url = new URL(`${hospital.origin}/oauth/authorize`);
  url.search = new URLSearchParams({
    ...client,
    response_type: "code",
    redirect_uri: redirect,
    scope: "launch/patient patient/Observation.rs",
    state: "a-state",
    aud: `${hospital.origin}/fhir`,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  await page.goto(url.href);
  await comeIn(page);
  // Nothing that an app would like is on by itself.
  await (await consent(page).choice("Vital signs")).check();
  await consent(page).sayYes({ password });
  await page.waitForURL(`${redirect}**`);
  const code = new URL(page.url()).searchParams.get("code");
  const form = { grant_type: "authorization_code", code, redirect_uri: redirect, code_verifier: verifier, ...client };
  return read(new URLSearchParams(form).toString());
}

async function read(body) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await hospital.ask("/oauth/token", { method: "POST", headers, body });
  const { access_token: token } = JSON.parse(answer.body);
  const found = await hospital.ask("/fhir/Observation", { headers: { authorization: `Bearer ${token}` } });
  assert.equal(found.status, 200);
  return JSON.parse(found.body).entry.map(({ resource }) => resource.id);
}

/** As who has a password. */
const withPassword = (email) => (page) => signIn(page, { email, password });

test("a hospital's first day", { skip }, async (t) => {
  await t.test("records come in, and a thousand people get a way to an account", async () => {
    const records = [];
    for (let number = 0; number < PATIENTS; number++) records.push(patient(`p${number}`, number, date(born(number))), weight(`p${number}`));
    records.push(patient("leo", PATIENTS, "2020-05-09"), weight("leo"));
    await mkdir(join(hospital.folder, "fhir"));
    await writeFile(join(hospital.folder, "fhir", "all.ndjson"), records.map((record) => JSON.stringify(record)).join("\n"));
    await hospital.command(["import", "fhir"]);
    await hospital.command(["staff", "add", "--email", "ada@lakeside.example", "--name", "Ada Admin", "--role", "administrator"], `${password}\n`);
    const lines = Array.from({ length: PATIENTS }, (_, number) => `urn:mrn|${mrn(number)},${number < AT_HOME ? mail(number) : ""}`);
    await writeFile(join(hospital.folder, "people.csv"), ["record,email", ...lines].join("\n"));
    await hospital.command(["patient", "import", "people.csv", "--letters", "letters.html"]);
    const letters = await readFile(join(hospital.folder, "letters.html"), "utf8");
    assert.equal(letters.match(/class="code"/g).length, PATIENTS - AT_HOME);
    await hospital.command(["patient", "import", "people.csv", "--letters", "again.html"]);
    const again = await readFile(join(hospital.folder, "again.html"), "utf8").catch(() => "");
    assert.ok(!again.includes('class="code"'), "a second run makes no second letters");
    const add = ["client", "add", client.client_id, "--name", "Home App", "--maker", "Home App GmbH", "--redirect", `${app.origin}/callback`];
    await hospital.command([...add, "--scope", "launch/patient patient/Observation.rs", "--purpose", "self-care"]);
    await hospital.command(["client", "approve", client.client_id]);
  });

  await t.test("ten of them come by a mailed link, each at home, and connect an app", async () => {
    await eachHome(Array.from({ length: AT_HOME }).keys(), async (number) => {
      const home = `127.0.1.${number + 1}`;
      await at(home, (page) => activate(page, mail(number), born(number)));
      const found = await at(home, (page) => connect(page, withPassword(mail(number))));
      assert.deepEqual(found, [`weight-p${number}`]);
    });
  });

  const byLetter = async () => {
    const letters = await readFile(join(hospital.folder, "letters.html"), "utf8");
    const own = letters.split("<article").find((letter) => letter.includes(`Hello ${name(LETTER)},`));
    const [, code] = own.match(/class="code">([^<]+)</);
    await at("127.0.2.1", async (page) => {
      await typeCode(page, code, mail(LETTER), born(LETTER));
      await activate(page, mail(LETTER), born(LETTER));
    });
    return at("127.0.2.1", (page) => connect(page, withPassword(mail(LETTER))));
  };
  const asParent = async () => {
    await hospital.command(["guardian", "add", "--email", "nadia@mail.example", "--name", "Nadia Rivera", "--patient", "leo"]);
    await at("127.0.3.1", (page) => activate(page, "nadia@mail.example", ["9", "5", "2020"]));
    return at("127.0.3.1", (page) =>
      connect(page, async () => {
        await signIn(page, { email: "nadia@mail.example", password });
        await chooseRecord(page, name(PATIENTS));
      }),
    );
  };
  const byTheHospital = () => at("127.0.4.1", (page) => connect(page, throughTheHospital));

  await t.test("one comes by a letter, one by the hospital's sign-in and a parent for a child, and they connect it, too", async () => {
    const found = await Promise.all([byLetter(), byTheHospital(), asParent()]);
    assert.deepEqual(found.flat(), [`weight-p${LETTER}`, `weight-p${HOSPITAL}`, "weight-leo"]);
  });

  await t.test("the evidence is whole, and knows each home apart", async () => {
    assert.match((await hospital.command(["audit", "verify"])).stdout, /written/);
    const lines = (await hospital.command(["audit", "export"])).stdout.trim().split("\n");
    const events = lines.map((line) => JSON.parse(line).event);
    const homes = new Set(events.filter(({ action, outcome }) => action === "sign-in" && outcome === "done").map(({ source }) => source));
    assert.ok(homes.size >= AT_HOME + 3, `${homes.size} homes`);
    const connected = events.filter(({ action, outcome }) => action === "consent-given" && outcome === "done");
    assert.equal(connected.length, AT_HOME + 3);
    assert.ok(!hospital.log().includes("may change or remove evidence"), hospital.log());
  });
});
