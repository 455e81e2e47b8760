// From an empty machine to people who use it: PostgreSQL with TLS and two roles, nginx that ends TLS, a member of staff, a
// thousand patients from a list, and some of them at home.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as oauth from "oauth4webapi";
import { openLine } from "../fixtures/address.mjs";
import { serveApp } from "../fixtures/app.mjs";
import { openBrowser, openWindow } from "../fixtures/browser.mjs";
import { ask, installed, openHospital } from "../fixtures/hospital.mjs";
import { signIn } from "../fixtures/people.mjs";
import { postgresPrograms, startPostgres } from "../fixtures/postgres.mjs";
import { startMailServer } from "../fixtures/smtp.mjs";
import { consent } from "../pages/consent.mjs";

const [PATIENTS, AT_HOME] = [1000, 10];
const password = "four small words here";
const missing = ["nginx"].filter((name) => !installed(name)).concat(postgresPrograms() ? [] : ["PostgreSQL"]);
const skip = missing.length > 0 && `${missing.join(" and ")} is not installed`;
const client = { client_id: "home-app" };

const mail = (number) => `patient${number}@mail.example`;
const born = (number) => [String((number % 28) + 1), String((number % 12) + 1), String(1940 + (number % 60))];
const date = ([day, month, year]) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;

function patient(id, number, birthDate) {
  const identifier = [{ system: "urn:mrn", value: String(4000 + number) }];
  return { resourceType: "Patient", id, identifier, birthDate, name: [{ given: ["Pat"], family: "Rivera" }] };
}

function weight(id) {
  const code = { coding: [{ system: "http://loinc.org", code: "29463-7" }], text: "Body weight" };
  const category = [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "vital-signs" }] }];
  const subject = { reference: `Patient/${id}` };
  const valueQuantity = { value: 70, unit: "kg" };
  return { resourceType: "Observation", id: `weight-${id}`, status: "final", code, category, subject, effectiveDateTime: "2026-01-01", valueQuantity };
}

let postgres, mails, hospital, browser, app;
before(async () => {
  if (skip) return;
  [postgres, mails, browser] = await Promise.all([startPostgres(), startMailServer(), openBrowser()]);
  app = await serveApp({ "/callback": { body: '<title>Back</title><link rel="icon" href="data:,">' } });
  const own = { database_url: postgres.server, database_role: "sayso", mail: mails.url, mail_from: "Lakeside <a@lakeside.example>" };
  hospital = await openHospital("nginx", () => own, postgres.owner);
});
after(async () => {
  for (const one of [browser, app, mails]) await (one?.close ?? one?.stop)?.call(one);
  await hospital?.stop();
  await postgres?.stop();
});

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

/** Connects the app and reads with what it gets; the status of the answer. */
async function connect(page, email) {
  const authority = await hospital.authority();
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
  await signIn(page, { email, password });
  // Nothing that an app would like is on by itself.
  await (await consent(page).choice("Vital signs")).check();
  await consent(page).sayYes({ password });
  await page.waitForURL(`${redirect}**`);
  const code = new URL(page.url()).searchParams.get("code");
  const form = { grant_type: "authorization_code", code, redirect_uri: redirect, code_verifier: verifier, ...client };
  const answer = await ask(`${hospital.origin}/oauth/token`, {
    method: "POST",
    ca: authority,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
  const { access_token: token } = JSON.parse(answer.body);
  const read = await hospital.ask("/fhir/Observation", { headers: { authorization: `Bearer ${token}` } });
  assert.equal(read.status, 200);
  return JSON.parse(read.body);
}

test("a hospital's first day", { skip }, async (t) => {
  await t.test("records come in, and a thousand people get a way to an account", async () => {
    const records = [];
    for (let number = 0; number < PATIENTS; number++) records.push(patient(`p${number}`, number, date(born(number))), weight(`p${number}`));
    records.push(patient("leo", PATIENTS, "2020-05-09"), weight("leo"), patient("ann", PATIENTS + 1, "1961-12-24"), weight("ann"));
    await mkdir(join(hospital.folder, "fhir"));
    await writeFile(join(hospital.folder, "fhir", "all.ndjson"), records.map((record) => JSON.stringify(record)).join("\n"));
    await hospital.command(["import", "fhir"]);
    await hospital.command(["staff", "add", "--email", "ada@lakeside.example", "--name", "Ada Admin", "--role", "administrator"], `${password}\n`);
    const lines = Array.from({ length: PATIENTS }, (_, number) => `urn:mrn|${4000 + number},${number < AT_HOME ? mail(number) : ""}`);
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

  await t.test("ten of them make an account by mail, each at home, and connect an app", async () => {
    for (let number = 0; number < AT_HOME; number++) {
      await at(`127.0.1.${number + 1}`, (page) => activate(page, mail(number), born(number)));
      const read = await at(`127.0.1.${number + 1}`, (page) => connect(page, mail(number)));
      assert.deepEqual(read.entry.map(({ resource }) => resource.id), [`weight-p${number}`]);
    }
  });

  await t.test("one comes by a letter, and a parent for a child", async () => {
    await hospital.command(["patient", "add", "ann", "--letter", "ann.html"]);
    const [, code] = (await readFile(join(hospital.folder, "ann.html"), "utf8")).match(/class="code">([^<]+)</);
    await at("127.0.2.1", async (page) => {
      await page.goto(`${hospital.origin}/activate`);
      await page.getByLabel("The code in the letter").fill(code);
      await typeBirthDate(page, ["24", "12", "1961"]);
      await page.getByLabel("Email").fill("ann@mail.example");
      await page.getByRole("button", { name: "Send me the link" }).click();
      await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
      await activate(page, "ann@mail.example", ["24", "12", "1961"]);
    });
    await hospital.command(["guardian", "add", "--email", "nadia@mail.example", "--name", "Nadia Rivera", "--patient", "leo"]);
    await at("127.0.3.1", (page) => activate(page, "nadia@mail.example", ["9", "5", "2020"]));
    const read = await at("127.0.2.1", (page) => connect(page, "ann@mail.example"));
    assert.deepEqual(read.entry.map(({ resource }) => resource.id), ["weight-ann"]);
    await at("127.0.3.1", async (page) => {
      await page.goto(`${hospital.origin}/sign-in`);
      await signIn(page, { email: "nadia@mail.example", password });
      await page.goto(`${hospital.origin}/people`);
      await page.getByText("Pat Rivera").first().waitFor();
    });
  });

  await t.test("the evidence is whole, and knows each home apart", async () => {
    assert.match((await hospital.command(["audit", "verify"])).stdout, /written/);
    const lines = (await hospital.command(["audit", "export"])).stdout.trim().split("\n");
    const events = lines.map((line) => JSON.parse(line).event);
    const homes = new Set(events.filter(({ action, outcome }) => action === "sign-in" && outcome === "done").map(({ source }) => source));
    assert.ok(homes.size >= AT_HOME + 1, `${homes.size} homes`);
    assert.ok(!hospital.log().includes("may change or remove evidence"), hospital.log());
  });
});
