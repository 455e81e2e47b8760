// Where a patient decides: the consent page, and the page that restates the choice.
import { signIn } from "../fixtures/people.mjs";
import { typePassword } from "./keys.mjs";

export const consent = (page) => ({
  heading: (name) => page.getByRole("heading", { name, level: 1 }),
  choice: (kind) => page.getByRole("checkbox", { name: kind }),
  share: () => page.getByRole("button", { name: "Share", exact: true }).click(),
  doNotShare: () => page.getByRole("button", { name: "Do not share" }).click(),
  yesShare: () => page.getByRole("button", { name: "Yes, share" }).click(),

  /** Shares what is picked. A fresh sign-in is enough for a first yes; where the page asks again, the password. */
  async sayYes({ password }) {
    await this.share();
    await page.waitForURL((url) => !/^\/consent\/[^/]+$/.test(url.pathname));
    if (!new URL(page.url()).pathname.endsWith("/confirm")) return;
    if (await page.getByLabel("Password", { exact: true }).count()) await typePassword(page, password);
    await page.getByRole("button", { name: /^(Yes, share|Use my passkey and share)$/ }).click();
  },
});

/** From an app's page through sign-in to the answer, as somebody does who agrees with what is offered. */
export async function agree(page, person) {
  await signIn(page, person);
  await consent(page).sayYes(person);
}
