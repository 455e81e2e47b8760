// What a record says: values, what is usual, doses, and one value over time; and from each kind the way to who looked.
import assert from "node:assert/strict";
import { patient } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { enter } from "../pages/keys.mjs";
import { portal } from "../pages/portal.mjs";

const story = stories();

eachWay(story, "a lab result has its value, and a course over time", async ({ page, sayso }) => {
  await enter(page, sayso, patient);
  await portal(page, sayso).open("/records");
  await page.getByRole("link", { name: "Lab results" }).click();
  await page.locator("[data-value]").first().waitFor();
  assert.equal(await page.locator("[data-series]").count(), 0);
  await page.getByLabel("Find by name").fill("a1c");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("img", { name: /over time$/ }).waitFor();
  const values = await page.locator("[data-value] b").allInnerTexts();
  assert.ok(values.length > 1 && values.every((value) => / %$/.test(value)), values.join());
  await page.getByLabel("Find by name").fill("no such thing");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByText("Nothing of this kind is called “no such thing”.").waitFor();
});

eachWay(story, "medicines have a dose, and lead to who looked at them", async ({ page, sayso }) => {
  await enter(page, sayso, patient);
  await portal(page, sayso).open("/records?kind=medications");
  assert.ok((await page.locator("[data-dose]").count()) > 0);
  await page.getByRole("link", { name: "Who looked at medicines" }).click();
  await portal(page, sayso).heading("Who looked at your record").waitFor();
  assert.equal(await page.getByLabel("Kind of data").inputValue(), "medications");
});
