// What a hospital's sign-in says is believed only if everything about it is right.
import { after } from "node:test";
import assert from "node:assert/strict";
import { WRONG, startRogue } from "../fixtures/provider.mjs";
import { stories } from "../fixtures/story.mjs";

let rogue;
const story = stories({
  origins: () => [rogue.issuer],
  async settings() {
    rogue = await startRogue();
    return rogue.settings;
  },
});
after(() => rogue?.close());

/** What Sayso says when the browser is back. */
async function said(page, sayso) {
  await page.goto(`${sayso.origin}/sign-in`);
  await page.getByRole("button", { name: "Sign in with Riverside sign-in" }).click();
  const box = page.locator("[data-problem]");
  await box.waitFor();
  return box.getAttribute("data-problem");
}

story("an answer without a fault is believed", { scripts: false }, async ({ page, sayso }) => {
  rogue.be("right");
  assert.equal(await said(page, sayso), "hospital-unknown");
});

for (const wrong of WRONG) {
  story(`not believed: ${wrong}`, { scripts: false, forgive: /422/ }, async ({ page, sayso }) => {
    rogue.be(wrong);
    assert.equal(await said(page, sayso), "hospital-refused");
  });
}
