// Can the checks of every story fail? Against pages made to fail them, without Sayso.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { assertAccessible, assertFits } from "../fixtures/axe.mjs";
import { openBrowser, openWindow } from "../fixtures/browser.mjs";
import { lookAround } from "../fixtures/look.mjs";

const page = (body) => `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">
<main><h1>A page</h1><p>With some words in it.</p><a href="/">A link</a><button>A button</button>${body}</main></html>`;

const pages = {
  "/good": page(""),
  "/logs": page("<script>console.error('a complaint')</script>"),
  "/throws": page("<script>throw new Error('a mistake')</script>"),
  "/talks": page("<script>fetch('http://127.0.0.1:9/').catch(() => {})</script>"),
  "/unlabelled": page("<input>"),
  "/wide": page("<div style='overflow-x: clip'><p style='inline-size: 200vw'>A long line</p></div>"),
  "/long": page("<p style='inline-size: 10rem; white-space: nowrap'>" + "word ".repeat(200) + "</p>"),
  "/scrolls": page("<div style='overflow-x: auto' tabindex='0'><p style='inline-size: 200vw'>A long line</p></div>"),
  "/wide-on-phones": page("<style>@media (width < 340px) { p { inline-size: 200vw } }</style>"),
  "/wide-on-tablets": page("<style>@media (700px < width < 800px) { p { inline-size: 200vw } }</style>"),
  "/faint-in-the-dark": page("<style>@media (prefers-color-scheme: dark) { p { color: #888; background: #999 } }</style>"),
  "/hidden": page("<details><summary>More</summary><img src='data:,'></details>"),
};

let browser, server, origin;
before(async () => {
  server = createServer((request, response) => {
    response.setHeader("content-type", "text/html").end(pages[request.url]);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  server.close();
});

async function visit(path, look = async () => {}, options = {}) {
  const window = await openWindow(browser, { origins: [origin], ...options });
  try {
    await window.page.goto(origin + path, { waitUntil: "networkidle" });
    await look(window.page);
    return window.complaints;
  } finally {
    await window.context.close();
  }
}

test("a good page passes", async () => assert.deepEqual(await visit("/good", assertAccessible), []));

test("a line on the console is a complaint", async () => assert.match((await visit("/logs"))[0], /a complaint/));

test("an uncaught error is a complaint", async () => assert.match((await visit("/throws")).join(), /a mistake/));

test("a request to anybody else is a complaint", async () =>
  assert.match((await visit("/talks")).join(), /another origin: http:\/\/127\.0\.0\.1:9/));

test("a field without a name is not accessible", () => assert.rejects(visit("/unlabelled", assertAccessible), /label/));

test("a page without scripts is looked at as well", async () => {
  const quiet = { scripts: false };
  assert.deepEqual(await visit("/good", assertAccessible, quiet), []);
  await assert.rejects(visit("/unlabelled", assertAccessible, quiet), /label/);
});

test("a page that fits passes, and so does what scrolls by itself", async () => {
  assert.deepEqual(await visit("/good", assertFits), []);
  assert.deepEqual(await visit("/scrolls", assertFits), []);
});

test("what hangs over the edge does not fit, even where it is clipped", () => assert.rejects(visit("/wide", assertFits), /200vw/));

test("words that hang over the edge do not fit either", () => assert.rejects(visit("/long", assertFits), /10rem/));

test("axe looks inside closed details too", () => assert.rejects(visit("/hidden", assertAccessible), /image-alt/));

test("a page is looked at in each width and theme, and stands as before afterwards", async () => {
  const lookTwice = async (page) => {
    await lookAround(page);
    assert.deepEqual(page.viewportSize(), { width: 1280, height: 900 });
    assert.equal(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches), false);
  };
  assert.deepEqual(await visit("/good", lookTwice), []);
  await assert.rejects(visit("/wide-on-phones", lookAround), /window of 320 px/);
  await assert.rejects(visit("/wide-on-tablets", lookAround), /window of 768 px/);
  await assert.rejects(visit("/faint-in-the-dark", lookAround), /color-contrast/);
});
