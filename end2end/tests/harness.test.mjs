// Can the checks of every story fail? Against pages made to fail them, without Sayso.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { assertAccessible } from "../fixtures/axe.mjs";
import { openBrowser, openWindow } from "../fixtures/browser.mjs";

const page = (body) => `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">
<main><h1>A page</h1><p>With some words in it.</p><a href="/">A link</a><button>A button</button>${body}</main></html>`;

const pages = {
  "/good": page(""),
  "/logs": page("<script>console.error('a complaint')</script>"),
  "/throws": page("<script>throw new Error('a mistake')</script>"),
  "/talks": page("<script>fetch('http://127.0.0.1:9/').catch(() => {})</script>"),
  "/unlabelled": page("<input>"),
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

async function visit(path, look = async () => {}) {
  const window = await openWindow(browser, { origins: [origin] });
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

test("axe looks inside closed details too", () => assert.rejects(visit("/hidden", assertAccessible), /image-alt/));
