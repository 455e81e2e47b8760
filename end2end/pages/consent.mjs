// Where a patient decides: the consent page, and the page that restates the choice.
import { signIn } from "../fixtures/people.mjs";
import { typePassword } from "./keys.mjs";

export const consent = (page) => ({
  heading: (name) => page.getByRole("heading", { name, level: 1 }),
  /** Opens what is behind a line, such as "How long". */
  async openControl(name) {
    const closed = page.locator("details[data-control]:not([open]) > summary").filter({ hasText: name });
    if (await closed.count()) await closed.click();
  },
  /** What the line of a control says. */
  line: (control) => page.locator(`[data-control=${control}] > summary > span`).innerText(),
  /** The switch of a kind of data, within reach. */
  async choice(kind) {
    await this.openControl("Choose what to share");
    return page.getByRole("checkbox", { name: kind });
  },
  share: () => page.getByRole("button", { name: "Share", exact: true }).click(),
  doNotShare: () => page.getByRole("button", { name: "Do not share" }).click(),
  yesShare: () => page.getByRole("button", { name: "Yes, share" }).click(),

  /** The line beside the two answers. */
  dock: () => page.locator("[data-summary]"),
  /** Presses switches by their keys, without waiting for anything to scroll. */
  touch: (...kinds) =>
    page.evaluate((kinds) => kinds.forEach((kind) => document.getElementById(kind).click()), kinds),
  picked: () => page.locator("input[name='share[]']:checked").evaluateAll((all) => all.map((one) => one.value)),
  /** What the app can see, as the page says it. */
  shown: () => page.locator("[data-fact=can-see] li").allInnerTexts(),
  /** Until the words follow the switches, and the entries were counted anew. */
  async followsSwitches() {
    await page.waitForFunction(() => document.querySelector("input[name=shown]").value === "");
    await page.getByRole("status").getByText("Counted again").waitFor();
  },
  /** Which of the two answers cannot be seen as a whole. */
  answersOutOfSight: () =>
    page.locator(".dock button").evaluateAll((buttons) => {
      const seen = ({ top, bottom, left, right }) =>
        top >= 0 && left >= 0 && bottom <= innerHeight && right <= document.documentElement.clientWidth;
      return buttons.filter((button) => !seen(button.getBoundingClientRect())).map((button) => button.textContent);
    }),
  /** What has the focus and lies under the dock, one after the other, with every control open. */
  focusUnderDock: () =>
    page.evaluate(() => {
      document.querySelectorAll("details").forEach((it) => (it.open = true));
      const dock = document.querySelector(".dock");
      const all = [...document.querySelectorAll("main :is(a, button, input, summary)")];
      const under = all.filter((one) => {
        one.focus();
        if (document.activeElement !== one || dock.contains(one)) return false;
        return one.getBoundingClientRect().bottom > dock.getBoundingClientRect().top;
      });
      return under.map((one) => one.id || one.textContent || one.name);
    }),

  /** Shares what is picked. The sign-in that the app led to is enough for a first yes; where the page asks, the password. */
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
