// Passkeys and paper codes on the security page.
import { signIn } from "../fixtures/people.mjs";

export const keys = (page, sayso) => ({
  open: () => page.goto(`${sayso.origin}/security`),
  list: () => page.getByRole("region", { name: "Passkeys", exact: true }).getByRole("listitem"),
  async add(name, { password }) {
    await this.open();
    await page.getByRole("link", { name: "Add a passkey" }).click();
    await typePassword(page, password);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByLabel("Name").fill(name);
    await page.getByRole("button", { name: "Make the passkey" }).click();
    await page.getByRole("status").getByText("Your passkey is ready").waitFor();
  },
  async choose(name) {
    await this.open();
    await page.getByRole("link", { name: `Change ${name}` }).click();
  },
  /** Ten codes, made with the password. */
  async makePaper({ password }) {
    await this.open();
    await page.getByRole("link", { name: "Make new codes" }).click();
    await typePassword(page, password);
    await page.getByRole("button", { name: "Make new codes" }).click();
    await page.getByRole("heading", { name: "Your paper codes" }).waitFor();
    return page.locator("main ol li").allTextContents();
  },
});

/** From the first page to the first page of the person's own. */
export async function enter(page, sayso, person) {
  await page.goto(`${sayso.origin}/sign-in`);
  await signIn(page, person);
}

/** The password for one action, beside or behind the other ways. */
export async function typePassword(page, password) {
  const field = page.getByLabel("Password", { exact: true });
  await field.waitFor({ state: "attached" });
  await openOtherWays(page);
  await field.fill(password);
}

export async function typeCode(page, code) {
  const field = page.getByLabel("Code", { exact: true });
  await field.waitFor({ state: "attached" });
  await openOtherWays(page);
  await field.fill(code);
}

export async function openOtherWays(page) {
  for (const closed of await page.locator("details:not([open]) > summary", { hasText: "Try another way" }).all()) {
    await closed.click();
  }
}
