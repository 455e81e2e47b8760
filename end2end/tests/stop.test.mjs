// A patient stops an app, and it is stopped: walkthrough 3, in a browser, with and without scripts.
import { patient } from "../fixtures/people.mjs";
import { eachWay, stories } from "../fixtures/story.mjs";
import { coach } from "../pages/coach.mjs";
import { agree } from "../pages/consent.mjs";
import { portal } from "../pages/portal.mjs";

const story = stories();

eachWay(story, "after stopping, the next request is refused and the proof counts it", async ({ page, sayso }) => {
  const app = coach(page, sayso);
  await app.connect();
  await agree(page, patient);
  await app.heading("What we got").waitFor();

  await portal(page, sayso).stop("Sugar Coach");
  const proof = page.url();

  await app.open();
  await app.readAgain();
  await app.heading("Sugar Coach can see nothing any more").waitFor();
  await page.getByText("Sayso answered 401").waitFor();

  await page.goto(proof);
  await page.getByText("Looks since it stopped: 0").waitFor();
  await page.getByText("Sugar Coach tried again").first().waitFor();
});

eachWay(story, "a person who thinks again keeps sharing", async ({ page, sayso }) => {
  const app = coach(page, sayso);
  await app.connect();
  await agree(page, patient);
  await app.heading("What we got").waitFor();

  await portal(page, sayso).open("/apps");
  await page.getByRole("link", { name: "Stop sharing with Sugar Coach" }).click();
  await page.getByRole("link", { name: "Keep sharing" }).click();

  await app.open();
  await app.readAgain();
  await app.heading("What we got").waitFor();
});
