// How somebody signs in: where they are signed in, their password, and getting back in without it.
import assert from "node:assert/strict";

export const security = (page, sayso) => ({
  open: () => page.goto(`${sayso.origin}/security`),
  places: () => page.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem"),
  signOut: (device) => page.getByRole("button", { name: `Sign out ${device}` }),
  everywhereElse: () => page.getByRole("button", { name: "Sign out everywhere else" }),
  /** From the page to the one that sets a new password, and through it. */
  async setPassword(old, fresh) {
    await page.getByRole("link", { name: "Set a new password" }).click();
    await page.getByLabel("Password", { exact: true }).fill(old);
    await page.getByLabel("New password").fill(fresh);
    if (fresh.length < 12) await letThrough(page.getByLabel("New password"));
    await page.getByRole("button", { name: "Set the new password" }).click();
  },
});

/** The browser itself holds back what it can see to be wrong. A browser that does not look sends it, and Sayso answers. */
export async function letThrough(field) {
  assert.equal(await field.evaluate((it) => it.validity.valid), false, "the browser would hold it back");
  await field.evaluate((it) => (it.form.noValidate = true));
}
