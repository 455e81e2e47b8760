// The pages about people who help, from both sides.
import { setTimeout as wait } from "node:timers/promises";
import { mails } from "../fixtures/mail.mjs";
import { signIn } from "../fixtures/people.mjs";
import { openWindow } from "../fixtures/browser.mjs";

export const people = (page, sayso) => ({
  open: (path = "/people") => page.goto(sayso.origin + path),
  heading: (name) => page.getByRole("heading", { name, level: 1 }),

  /** Fills the invite form; nothing is sent yet. */
  async fillInvite({ name, email, kinds, can }) {
    await this.open("/people/invite");
    await page.getByLabel("Their name").fill(name);
    await page.getByLabel("Their email").fill(email);
    await page.getByLabel("Who they are to you").selectOption({ label: "Son or daughter" });
    for (const kind of kinds) await page.getByRole("checkbox", { name: kind }).check();
    for (const ability of can) await page.getByRole("checkbox", { name: ability }).check();
  },

  /** Sends it; gives the link that came by mail. */
  async confirmInvite({ password }, to) {
    const before = new Set(await invitations(sayso, to));
    await page.getByRole("button", { name: "Check it and send" }).click();
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Yes, send" }).click();
    await page.getByText("We mailed the link.").waitFor();
    for (const end = Date.now() + 5_000; Date.now() < end; await wait(100)) {
      const link = (await invitations(sayso, to)).find((it) => !before.has(it));
      if (link) return link;
    }
    throw new Error(`no link came to ${to}`);
  },

  /** The six digits that the patient tells in person. */
  code: () => page.locator("[data-code]").first().getAttribute("data-code"),
});

/** Every link to answer with that this address got. */
async function invitations(sayso, to) {
  const all = await mails(sayso, to);
  return all.flatMap((mail) => mail.links).filter((link) => link.includes("/invitation/"));
}

/** Somebody else, in a browser of their own. */
export async function another(browser, sayso, person, { scripts = true, width } = {}) {
  const window = await openWindow(browser, { origins: [sayso.origin, sayso.coach], scripts, width });
  await window.page.goto(`${sayso.origin}/people`);
  await signIn(window.page, person);
  return window;
}

/** From the invite form to the caregiver's yes, by its button or by Enter. `patientPage` is signed in already. */
export async function befriend({ patientPage, caregiverPage, sayso, patient, caregiver, kinds, can, byEnter = false }) {
  const mine = people(patientPage, sayso);
  await mine.fillInvite({ name: "Daniel Keller", email: caregiver.email, kinds, can });
  const link = await mine.confirmInvite(patient, caregiver.email);
  const code = await mine.code();
  await caregiverPage.goto(link);
  await caregiverPage.getByLabel("The code").fill(code);
  if (byEnter) await caregiverPage.getByLabel("The code").press("Enter");
  else await caregiverPage.getByRole("button", { name: "Yes, I will help" }).click();
  await caregiverPage.getByText("You said yes.").waitFor();
  return { code, link };
}

/** What most stories let a caregiver do. */
export const given = { kinds: ["Medicines", "Allergies"], can: ["See the kinds of data you ticked"] };

/** Opens the page about people as this person. */
export async function signedIn(page, sayso, person) {
  await page.goto(`${sayso.origin}/people`);
  await signIn(page, person);
}

/** Ends whatever the story before began, so that each starts from nothing. */
export async function alone(page, sayso) {
  for (;;) {
    await page.goto(`${sayso.origin}/people`);
    const stop = page.getByRole("link", { name: /^Stop sharing with/ });
    const takeBack = page.getByRole("button", { name: /^Take back/ });
    if (await stop.count()) {
      await stop.first().click();
      await page.getByRole("button", { name: "Yes, stop sharing" }).click();
      await page.getByRole("heading", { name: /can no longer see your record/ }).waitFor();
    } else if (await takeBack.count()) {
      await takeBack.first().click();
      await page.getByText("You took the invite back.").waitFor();
    } else {
      return;
    }
  }
}
