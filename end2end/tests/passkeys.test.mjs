// Passkeys: made, named, used for the door, removed.
import assert from "node:assert/strict";
import { authenticator, withoutList } from "../fixtures/authenticator.mjs";
import { assertAccessible } from "../fixtures/axe.mjs";
import { patient } from "../fixtures/people.mjs";
import { stories } from "../fixtures/story.mjs";
import { enter, keys } from "../pages/keys.mjs";

const story = stories();

async function useButton(page, context, sayso) {
  await context.clearCookies();
  await page.goto(`${sayso.origin}/sign-in`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
}

story("a passkey is made, named, opens the door by its button, and is removed", async ({ page, context, sayso }) => {
  await withoutList(page);
  const device = await authenticator(page);
  await enter(page, sayso, patient);
  await keys(page, sayso).add("Kitchen laptop", patient);
  assert.equal((await device.credentials()).length, 1);
  assert.equal(await keys(page, sayso).list().count(), 1);
  await assertAccessible(page);

  await useButton(page, context, sayso);
  await page.waitForURL((url) => url.pathname === "/");
  await keys(page, sayso).choose("Kitchen laptop");
  await assertAccessible(page);
  await page.getByRole("textbox", { name: "Its name" }).fill("Maria’s laptop");
  await page.getByRole("button", { name: "Save the name" }).click();
  await keys(page, sayso).list().getByText("Maria’s laptop").first().waitFor();

  // Its last use: it proves that it may go.
  await keys(page, sayso).choose("Maria’s laptop");
  await page.getByRole("button", { name: "Yes, remove it" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
});
