// The first day of somebody whom the hospital knows: an account by a mailed link, and one by a letter.
import assert from "node:assert/strict";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authenticator } from "../fixtures/authenticator.mjs";
import { look } from "../fixtures/look.mjs";
import { latestMail } from "../fixtures/mail.mjs";
import { stories } from "../fixtures/story.mjs";

const story = stories();
const password = "four small words here";

async function typeBirthDate(page, [day, month, year]) {
  await page.getByLabel("Day").fill(day);
  await page.getByLabel("Month").fill(month);
  await page.getByLabel("Year").fill(year);
  await page.getByRole("button", { name: "Go on" }).click();
}

story("a mailed link and the birth date open an account, without scripts", { scripts: false }, async ({ page, sayso }) => {
  const email = "leo@mail.example";
  await sayso.command("patient", "add", "https://demo.sayso.example/patients|M-2051", "--email", email);
  const { links } = await latestMail(sayso, email, { about: /make your account/ });
  const link = links.find((one) => one.includes("/activate/"));
  await page.goto(link);
  await typeBirthDate(page, ["9", "5", "2021"]);
  await page.getByText("This does not open an account.").first().waitFor();
  await typeBirthDate(page, ["09", "05", "2020"]);
  await page.getByRole("heading", { name: "Hello Leo Rivera" }).waitFor();
  await page.getByText(email).waitFor();
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Use this password" }).click();
  await page.waitForURL(`${sayso.origin}/`);
  await page.goto(link);
  await typeBirthDate(page, ["9", "5", "2020"]);
  await page.getByText("This does not open an account.").first().waitFor();
});

story("a letter, a mail to the address that was typed, and a passkey open an account", async ({ page, sayso }) => {
  const file = join(await mkdtemp(join(tmpdir(), "sayso-letter-")), "ana.html");
  await sayso.command("patient", "add", "ana", "--letter", file);
  const letter = await readFile(file, "utf8");
  const [, code] = letter.match(/class="code">([^<]+)</);
  await authenticator(page);
  await page.goto(`${sayso.origin}/sign-in`);
  await page.getByRole("link", { name: "I got a letter or a mail to make an account" }).click();
  await look(page);
  await page.getByLabel("The code in the letter").fill(code.toLowerCase());
  await typeBirthDate(page, ["22", "3", "2011"]);
  await page.getByRole("heading", { name: "Hello Ana Rivera" }).waitFor();
  await look(page);
  await page.getByLabel("Email").fill("ana@mail.example");
  await page.getByRole("button", { name: "Send me the link" }).click();
  await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
  const { links } = await latestMail(sayso, "ana@mail.example", { about: /make your account/ });
  await page.goto(links.find((one) => one.includes("/activate/")));
  await typeBirthDate(page, ["22", "3", "2011"]);
  await page.getByText("ana@mail.example").waitFor();
  await look(page);
  await page.getByLabel("Name").fill("My phone");
  await page.getByRole("button", { name: "Make a passkey" }).click();
  await page.waitForURL(`${sayso.origin}/`);
  await page.goto(`${sayso.origin}/security`);
  const keys = page.getByRole("region", { name: "Passkeys", exact: true }).getByRole("listitem");
  assert.match(await keys.first().innerText(), /My phone/);
  const told = await latestMail(sayso, "ana@mail.example", { about: /Your account is open/ });
  assert.match(told.text, /Was it not you\?/);
});

story("a letter is a page to print", async ({ page, sayso }) => {
  const file = join(await mkdtemp(join(tmpdir(), "sayso-letter-")), "maria.html");
  const parent = ["guardian", "add", "--email", "nadia@mail.example", "--name", "Nadia Rivera", "--patient", "leo"];
  await sayso.command(...parent, "--language", "es", "--letter", file);
  const words = await readFile(file, "utf8");
  await page.setContent(words);
  await page.getByText("Hola, Nadia Rivera:").waitFor();
  await page.getByText("Escriba la fecha de nacimiento de Leo Rivera.").waitFor();
  assert.ok(words.includes(`${sayso.origin}/activate`));
});
