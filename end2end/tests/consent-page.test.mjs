// How much of a phone the question of an app takes, what stays in sight, and what its lines say when something is picked.
import assert from "node:assert/strict";
import { question, register } from "../fixtures/asking.mjs";
import { awake } from "../fixtures/browser.mjs";
import { patient, signIn } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { consent } from "../pages/consent.mjs";

const story = stories();
const phone = { width: 390, height: 844 };
const everything = { id: "wants-all", name: "Wants All", maker: "Fieldnote Labs" };

async function asksFive(page, sayso) {
  await coach(page, sayso).connect();
  await signIn(page, patient);
  await consent(page).dock().waitFor();
}

/** From the top of the page to the end of the two answers where they come to rest. */
const height = (page) => page.evaluate(() => document.querySelector("form:has(.dock)").getBoundingClientRect().bottom + scrollY);

/** What a person has before them without a click. */
const inSight = (page, selector) => page.locator(selector).evaluateAll((all) => all.every((it) => it.checkVisibility()));

for (const [asked, screens, ask] of [
  [5, 2.5, asksFive],
  [
    23,
    4,
    async (page, sayso) => {
      await register(sayso, { ...everything, needs: "patient/*.rs" });
      await page.goto(question(sayso, everything, "launch/patient patient/*.rs"));
      await signIn(page, patient);
      await consent(page).dock().waitFor();
    },
  ],
]) {
  story(`${asked} kinds are asked about within ${screens} screens of a phone`, { width: phone.width, scripts: false }, async ({ page, sayso }) => {
    await page.setViewportSize(phone);
    await ask(page, sayso);
    assert.equal(await page.locator("#choose ~ span").innerText(), `${asked === 5 ? 3 : 23} of ${asked} kinds`);
    assert.ok((await height(page)) <= screens * phone.height, `${await height(page)} px`);
    assert.equal(await page.locator("[data-fact]").count(), 8);
    assert.ok(await inSight(page, "[data-fact]"));
    assert.equal(await page.locator("[data-broad]").count(), asked === 23 ? 1 : 0);
    assert.ok(await inSight(page, "[data-broad], [name='sensitive[]'], [data-fact=copies]"));
  });
}

story("the line of a control follows what is picked", { width: phone.width }, async ({ page, sayso }) => {
  await asksFive(page, sayso);
  await awake(page);
  assert.equal(await consent(page).line("choose"), "3 of 5 kinds");
  await (await consent(page).choice("Medicines")).check();
  await page.locator("[data-control=choose]").getByText("4 of 5 kinds").waitFor();
  await consent(page).openControl("How long");
  await page.getByRole("radio", { name: "7 days" }).check();
  await page.locator("[data-control=how-long]").getByText(/^7 days, until \d+ \w+$/).waitFor();
  await consent(page).openControl("How far back");
  await page.getByRole("radio", { name: "Last year" }).check();
  await page.locator("[data-control=how-far] summary").getByText("Last year").waitFor();
  // What the page says now is what is stored: it is not said again.
  await consent(page).share();
  await coach(page, sayso).heading("What we got").waitFor();
});

eachWay(story, "the field of a day is there when a day is picked", async ({ page, sayso }) => {
  await asksFive(page, sayso);
  await consent(page).openControl("How long");
  assert.ok(!(await page.getByLabel("Last day").isVisible()));
  await page.getByRole("radio", { name: "Pick a date" }).check();
  await page.getByLabel("Last day").fill("2001-01-01");
  await consent(page).share();
  // The server looks at it, and the field is in sight with what is wrong.
  await page.locator("[data-problem]").first().waitFor();
  assert.ok(await page.getByLabel("Last day").isVisible());
  await page.getByRole("radio", { name: "7 days" }).check();
  await consent(page).share();
  await page.waitForURL((url) => !/^\/consent\/[^/]+$/.test(url.pathname));
});

story("beside the facts on a desk stands what the app would see", { scripts: false }, async ({ page, sayso }) => {
  await asksFive(page, sayso);
  assert.ok(await page.getByRole("heading", { name: "What Sugar Coach would see today" }).isVisible());
  await page.setViewportSize(phone);
  assert.ok(!(await page.getByRole("heading", { name: "What Sugar Coach would see today" }).isVisible()));
  assert.match(await consent(page).line("would-see"), /^\d+ entries$/);
});
