// From the invite form to the answer: what is typed, what is mailed, and who can answer.
import assert from "node:assert/strict";
import { assertAccessible, assertFits } from "../fixtures/axe.mjs";
import { openWindow } from "../fixtures/browser.mjs";
import { caregiver, parent, patient, signIn } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { alone, another, given, people, signedIn } from "../pages/people.mjs";

const story = stories();

eachWay(story, "an invite form comes back with what was typed, and says what is missing", async ({ page, sayso }) => {
  await signedIn(page, sayso, patient);
  await page.goto(`${sayso.origin}/people/invite`);
  assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 0, "nothing is ticked beforehand");
  await page.getByLabel("Their name").fill("Rui Costa");
  await page.getByLabel("Their email").fill("r.costa@mail");
  await page.getByRole("checkbox", { name: "Allergies" }).check();
  await page.getByRole("button", { name: "Check it and send" }).click();

  // Each is said at the top, where it leads to the field, and beside the field.
  const lacks = [
    ["email", "Type the whole address.", page.getByRole("textbox", { name: "Their email", description: /Type the whole/ })],
    ["relationship", "Choose who they are to you.", page.getByRole("combobox", { description: /Choose who they are/ })],
    ["abilities", "Tick one thing they can do, or more.", page.getByRole("group", { description: /Tick one thing/ })],
  ];
  for (const [id, words, field] of lacks) {
    const line = page.getByRole("alert").getByRole("link", { name: words });
    assert.equal(await line.getAttribute("href"), `#${id}`);
    assert.equal(await field.getAttribute("id"), id);
  }
  assert.equal(await page.getByLabel("Their name").inputValue(), "Rui Costa");
  assert.equal(await page.getByLabel("Their email").inputValue(), "r.costa@mail");
  assert.ok(await page.getByRole("checkbox", { name: "Allergies" }).isChecked());
});

eachWay(story, "a wrong code is told apart, a wrong account is not", async ({ page, sayso, browser }) => {
  await signedIn(page, sayso, patient);
  await alone(page, sayso);
  const mine = people(page, sayso);
  await mine.fillInvite({ name: "Daniel Keller", email: caregiver.email, ...given });
  const link = await mine.confirmInvite(patient, caregiver.email);

  // Signed out, the link leads through the sign-in page and back.
  const other = await another(browser, sayso, parent);
  try {
    const wrong = await other.page.goto(link);
    assert.equal(wrong.status(), 404);
    await other.page.getByRole("heading", { name: "This link does not work" }).waitFor();
    const guessed = await other.page.goto(`${sayso.origin}/invitation/sayso_invite_${"A".repeat(43)}`);
    assert.equal(guessed.status(), 404);
    await other.page.getByText("Ask the person who sent it for a new one.").waitFor();
    await other.context.clearCookies();

    await other.page.goto(link);
    await signIn(other.page, caregiver);
    await other.page.getByRole("heading", { name: "Maria Keller asks you to help" }).waitFor();
    await other.page.getByText("Invite others").waitFor();
    await other.page.getByLabel("The code").fill("000000");
    await other.page.getByRole("button", { name: "Yes, I will help" }).click();
    await other.page.getByText("That is not the code.").first().waitFor();
    await other.page.getByRole("button", { name: "No, I will not help" }).click();
    await other.page.getByText("You said no.").waitFor();
    assert.equal((await other.page.goto(link)).status(), 404, "a link works once");
  } finally {
    await other.context.close();
  }
  await page.goto(`${sayso.origin}/people`);
  await page.getByText("Said no on").first().waitFor();
});

for (const scripts of [true, false]) {
  const way = scripts ? "" : ", without scripts";
  story(`somebody without an account makes one from the link, and then says yes${way}`, { scripts }, async ({ page, sayso, browser }) => {
    await signedIn(page, sayso, patient);
    await alone(page, sayso);
    const mine = people(page, sayso);
    const rosa = { email: scripts ? "rosa@mail.example" : "ana@mail.example", password: "four small words here" };
    await mine.fillInvite({ name: "Rosa Lima", email: rosa.email, ...given });
    const link = await mine.confirmInvite(patient, rosa.email);
    const code = await mine.code();

    const other = await openWindow(browser, { origins: [sayso.origin], scripts });
    try {
      await other.page.goto(link);
      await other.page.getByRole("link", { name: "I have no account yet" }).click();
      await other.page.getByRole("heading", { name: "Make your own account" }).waitFor();
      await other.page.getByText(rosa.email).waitFor();
      await assertFits(other.page);
      await assertAccessible(other.page);
      assert.equal(await other.page.getByLabel("Your name").inputValue(), "Rosa Lima");
      await other.page.getByLabel("Your name").fill("Rosa Maria Lima");
      await other.page.getByLabel("New password").fill(rosa.email);
      await other.page.getByRole("button", { name: "Make my account" }).click();
      await other.page.getByRole("alert").waitFor();
      assert.equal(await other.page.getByLabel("Your name").inputValue(), "Rosa Maria Lima");
      await other.page.getByLabel("New password").fill(rosa.password);
      await other.page.getByRole("button", { name: "Make my account" }).click();
      await other.page.getByRole("heading", { name: "Maria Keller asks you to help" }).waitFor();
      await other.page.getByLabel("The code").fill(code);
      await other.page.getByRole("button", { name: "Yes, I will help" }).click();
      await other.page.getByText("You said yes.").waitFor();

      await other.context.clearCookies();
      await other.page.goto(`${sayso.origin}/people`);
      await signIn(other.page, rosa);
      await other.page.getByRole("button", { name: "Open Maria’s pages" }).waitFor();
      // The link opened one account; now it opens nothing.
      assert.equal((await other.page.goto(`${link}/account`)).status(), 404);
    } finally {
      await other.context.close();
    }
  });
}

eachWay(story, "a page that restates what is no longer kept leads back to its form", async ({ page, sayso }) => {
  await signedIn(page, sayso, patient);
  await page.goto(`${sayso.origin}/people/invite/confirm`);
  await page.getByRole("heading", { name: "Invite someone to help" }).waitFor();
  await page.getByText("Something changed, or too much time went by.").waitFor();
});

story("the secret of a link leaves by no referrer and stays out of the log", async ({ page, sayso }) => {
  await signedIn(page, sayso, patient);
  await alone(page, sayso);
  const mine = people(page, sayso);
  await mine.fillInvite({ name: "Daniel Keller", email: caregiver.email, ...given });
  const link = await mine.confirmInvite(patient, caregiver.email);
  const secret = link.split("/invitation/")[1];
  const answer = await page.request.get(link, { maxRedirects: 0 });
  assert.equal(answer.headers()["referrer-policy"], "same-origin");
  assert.equal(answer.headers()["cache-control"], "no-store");
  assert.ok(!sayso.log().includes(secret));
});
