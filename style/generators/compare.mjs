// Which utilities does the generator of tailwind-rs get wrong, version by version? Prints the table of decision 0007.
//
//     cd style && npm ci --ignore-scripts && cd ../end2end && npm ci --ignore-scripts && cd ..
//     node style/generators/compare.mjs [VERSION…]
//
// For every version a program of a dozen lines (generate.rs) is built, which asks for one class at a time. Chromium
// (CHROMIUM, or /usr/bin/chromium) lays the result on an element with that class and reads its computed style; the
// reference is Tailwind's own command line on the same classes. Both sides get the reset that border utilities need.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "../../end2end/node_modules/playwright-core/index.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const work = join(root, "target/style-generators");
const classes = readFileSync(join(here, "classes.txt"), "utf8").trim().split("\n");
const versions = process.argv.length > 2 ? process.argv.slice(2) : ["0.12.1", "0.13.0", "0.14.0", "0.15.4"];

/** The last error line of cargo, or what the program printed. */
function cargo(name, dependencies, source, command, input) {
  const folder = join(work, name);
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(
    join(folder, "Cargo.toml"),
    `[workspace]\n[package]\nname = "${name}"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n${dependencies}\n`,
  );
  writeFileSync(join(folder, "src/main.rs"), source);
  const env = { ...process.env, CARGO_TARGET_DIR: process.env.CARGO_TARGET_DIR ?? join(root, "target") };
  try {
    return { output: execFileSync("cargo", [command, "--quiet"], { cwd: folder, env, input, encoding: "utf8", stdio: "pipe" }) };
  } catch (error) {
    const said = String(error.stderr).split("\n").map((line) => line.trim());
    const first = said.findIndex((line) => line.startsWith("error"));
    return { error: first < 0 ? String(error) : said.slice(first, first + 2).join(" ") };
  }
}

function reference() {
  mkdirSync(work, { recursive: true });
  const tailwind = join(root, "style/node_modules/tailwindcss");
  const input = join(work, "reference.css");
  writeFileSync(join(work, "classes.html"), classes.map((name) => `<i class="${name}"></i>`).join("\n"));
  writeFileSync(
    input,
    `@layer theme, utilities;\n@import "${tailwind}/theme.css" layer(theme);\n@import "${tailwind}/utilities.css" layer(utilities) source(none);\n@source "./classes.html";\n`,
  );
  return execFileSync(join(root, "style/node_modules/.bin/tailwindcss"), ["--input", input], { encoding: "utf8", stdio: "pipe" });
}

/** In the page: the computed style of an element with one class under one sheet. */
function judge({ classes, whole, made, reset }) {
  const sheet = document.querySelector("style");
  const probe = document.querySelector("#probe");
  const look = (css, name) => {
    sheet.textContent = reset + css;
    probe.className = name;
    const style = getComputedStyle(probe);
    const properties = Array.from(style).filter((property) => !property.startsWith("--"));
    return properties.map((property) => `${property}: ${style.getPropertyValue(property)}`);
  };
  const selects = (css, name) => css.includes(`.${CSS.escape(name)}`);
  return classes.map((name) => {
    const { css, refused } = made[name];
    const bare = look("", "");
    const wanted = look(whole, name);
    const visible = wanted.some((line, place) => line !== bare[place]);
    if (refused !== undefined) return { name, verdict: "refused", why: refused };
    if (!selects(css, name)) return { name, verdict: "no rule matches it", why: css.trim().split("\n").find((line) => line.includes("{")) ?? "" };
    if (!visible) return { name, verdict: "not visible at rest" };
    const got = look(css, name);
    const differs = wanted.findIndex((line, place) => line !== got[place]);
    return differs < 0
      ? { name, verdict: "the same" }
      : { name, verdict: "another result", why: `${wanted[differs]}, not ${got[differs].split(": ")[1]}` };
  });
}

const reset = "*, ::before, ::after { box-sizing: border-box; border: 0 solid }\n";
const verdicts = ["the same", "another result", "no rule matches it", "refused", "not visible at rest"];
const whole = reference();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1100, height: 800 }, colorScheme: "dark", reducedMotion: "reduce" });
await page.setContent("<!doctype html><style></style><p>before</p><div id=probe>text <b>child</b></div>");

console.log(`${classes.length} classes\n\n| tailwind-rs-core | ${verdicts.join(" | ")} |\n|---|${verdicts.map(() => "--:").join("|")}|`);
const details = [];
for (const version of versions) {
  const name = `generate-${version.replaceAll(".", "-")}`;
  const dependencies = `tailwind-rs-core = "=${version}"\nserde_json = "1"`;
  const { output, error } = cargo(name, dependencies, readFileSync(join(here, "generate.rs"), "utf8"), "run", classes.join("\n"));
  if (error) {
    console.log(`| ${version} | ${error.replaceAll("|", "\\|")} |`);
    continue;
  }
  const made = Object.fromEntries(output.trim().split("\n").map((line) => JSON.parse(line)).map((one) => [one.class, one]));
  const judged = await page.evaluate(judge, { classes, whole, made, reset });
  console.log(`| ${version} | ${verdicts.map((verdict) => judged.filter((one) => one.verdict === verdict).length).join(" | ")} |`);
  details.push({ version, judged });
}
await browser.close();
for (const [crate, version] of [["tailwind-rs", "0.2.0"], ["tailwind-rs-cli", "0.15.3"]]) {
  const { error } = cargo(`other-${crate}`, `${crate} = "=${version}"`, "fn main() {}\n", "check", "");
  console.log(`\n${crate} ${version}: ${error ?? "compiles"}`);
}
const last = details.at(-1);
if (last) {
  console.log(`\nWhat ${last.version} gets wrong:\n`);
  for (const { name, verdict, why } of last.judged) {
    if (verdict !== "the same" && verdict !== "not visible at rest") console.log(`${name}\t${verdict}\t${why}`);
  }
}
