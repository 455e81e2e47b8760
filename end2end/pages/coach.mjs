// Sugar Coach, the demo's SMART app, at its own origin.
export const coach = (page, sayso) => ({
  /** From the start, also when it is connected already. */
  async connect() {
    await page.goto(sayso.coach);
    const again = page.getByRole("button", { name: "Start over" });
    if (await again.count()) await again.click();
    await page.getByRole("button", { name: "Connect my health record" }).click();
  },
  open: () => page.goto(sayso.coach),
  readAgain: () => page.getByRole("button", { name: "Read again" }).click(),
  tryToReadAgain: () => page.getByRole("button", { name: "Try to read again" }).click(),
  askForMore: () => page.getByRole("button", { name: "Ask for something you did not share" }).click(),
  heading: (name) => page.getByRole("heading", { name }),
  /** The card of one kind of data, such as "Lab results". */
  card: (kind) => page.getByRole("article").filter({ has: page.getByRole("heading", { name: kind, exact: true }) }),
  /** How many entries of that kind it read. */
  async read(kind) {
    return Number(await this.card(kind).locator(".count").textContent());
  },
  kept: () => page.getByRole("region", { name: "What you kept to yourself" }),
});
