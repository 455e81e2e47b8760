// The way back to an app in a real browser: over redirects that the app makes, for whoever cannot answer it, and from a form
// on the app's own page.
import { after, before } from "node:test";
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { serveApp } from "../fixtures/app.mjs";
import { clinician, patient, signIn } from "../fixtures/people.mjs";
import { look } from "../fixtures/look.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { consent } from "../pages/consent.mjs";
import { typePassword } from "../pages/keys.mjs";

const page = (words) => ({ body: `<title>${words}</title><link rel="icon" href="data:,"><h1>${words}</h1>` });

/** The app at its origin, and its home at another one, which its callback leads on to. */
let app, home;
before(async () => {
  home = await serveApp({ "/home": page("Home of the app") });
  home.elsewhere = home.origin.replace("127.0.0.1", "localhost");
  const pages = { "/callback": { to: `${home.elsewhere}/home` } };
  app = Object.assign(await serveApp(pages), { pages });
});
after(() => Promise.all([app.close(), home.close()]));

const story = stories({ origins: () => [app.origin, home.elsewhere] });

function question(sayso) {
  const challenge = createHash("sha256").update(randomBytes(32).toString("base64url")).digest("base64url");
  return new URLSearchParams({
    response_type: "code",
    client_id: "sugar-coach",
    redirect_uri: `${app.origin}/callback`,
    scope: "launch/patient patient/Immunization.rs patient/Patient.rs",
    state: "s 1",
    aud: sayso.fhir,
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
}

const asked = (sayso) => `${sayso.origin}/oauth/authorize?${question(sayso)}`;

eachWay(story, "a callback that leads on to another origin ends in the app, after a no and after a yes", async ({ page, sayso }) => {
  const arrived = () => page.getByRole("heading", { name: "Home of the app" }).waitFor();
  await page.goto(asked(sayso));
  await signIn(page, patient);
  await consent(page).doNotShare();
  await arrived();

  await page.goto(asked(sayso));
  await consent(page).share();
  await page.waitForURL(/confirm$/);
  await typePassword(page, patient.password);
  await consent(page).yesShare();
  await arrived();
});

eachWay(story, "somebody without a record goes back, and the app hears of it", async ({ page, sayso }) => {
  await page.goto(asked(sayso));
  await signIn(page, clinician);
  await page.getByText("There is no record here that you may share from.").waitFor();
  await look(page);
  const heard = page.waitForRequest((request) => request.url().startsWith(app.origin));
  await page.getByRole("button", { name: "Go back to Sugar Coach" }).click();
  const answer = new URL((await heard).url()).searchParams;
  assert.deepEqual([answer.get("error"), answer.get("state")], ["access_denied", "s 1"]);
  await page.getByRole("heading", { name: "Home of the app" }).waitFor();
});

eachWay(story, "a form on the app's page finds a person signed in", async ({ page, sayso }) => {
  await page.goto(`${sayso.origin}/sign-in`);
  await signIn(page, patient);
  const fields = [...question(sayso)].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  const body = `<form method="post" action="${sayso.origin}/oauth/authorize">${fields.join("")}<button>Connect</button></form>`;
  app.pages["/start"] = { body: `<title>Start</title><link rel="icon" href="data:,">${body}` };
  await page.goto(`${app.origin}/start`);
  await page.getByRole("button", { name: "Connect" }).click();
  await page.waitForURL(/\/consent\//);
  await consent(page).heading(/Sugar Coach/).waitFor();
});

const otherName = { forgive: /^request to another origin: http:\/\/127\.0\.0\.1/ };
story("another name of the host leads to the public address", otherName, async ({ page, sayso }) => {
  const { port } = new URL(sayso.origin);
  await page.goto(`${sayso.origin.replace("localhost", "127.0.0.1")}/sign-in?next=/records`);
  assert.equal(page.url(), `http://localhost:${port}/sign-in?next=/records`);
  await signIn(page, patient);
  await page.waitForURL(`${sayso.origin}/records`);
});
