// The patient's own pages.
export const portal = (page, sayso) => ({
  open: (path = "/") => page.goto(sayso.origin + path),
  heading: (name) => page.getByRole("heading", { name, level: 1 }),
  async openApp(name) {
    await page.goto(`${sayso.origin}/apps`);
    await page.getByRole("link", { name: `Change what ${name} sees` }).click();
    await page.waitForURL(/\/apps\/[^/]+$/);
  },
  async stopIfConnected(name) {
    await page.goto(`${sayso.origin}/apps`);
    if (await page.getByRole("link", { name: `Stop sharing with ${name}` }).count()) await this.stop(name);
  },
  async stop(name) {
    await page.goto(`${sayso.origin}/apps`);
    await page.getByRole("link", { name: `Stop sharing with ${name}` }).click();
    await page.getByRole("button", { name: "Yes, stop sharing" }).click();
    await this.heading(`${name} can no longer see your record`).waitFor();
  },
});
