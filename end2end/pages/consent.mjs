// Where a patient decides: the consent page, and the page that restates the choice.
import { patient, signIn } from "../fixtures/people.mjs";

export const consent = (page) => ({
  heading: (name) => page.getByRole("heading", { name, level: 1 }),
  choice: (kind) => page.getByRole("checkbox", { name: kind }),
  share: () => page.getByRole("button", { name: "Share", exact: true }).click(),
  doNotShare: () => page.getByRole("button", { name: "Do not share" }).click(),
  /** Where the choice is restated: a first yes right after sign-in needs no second look with scripts on. */
  async yesShare() {
    await page.waitForURL((url) => !/^\/consent\/[^/]+$/.test(url.pathname));
    if (!new URL(page.url()).pathname.endsWith("/confirm")) return;
    const password = page.getByLabel("Password", { exact: true });
    if (await password.count()) await password.fill(patient.password);
    await page.getByRole("button", { name: "Yes, share" }).click();
  },
});

/** From an app's page through sign-in to the answer, as somebody does who agrees with what is offered. */
export async function agree(page, person) {
  await signIn(page, person);
  await consent(page).share();
  await consent(page).yesShare();
}
