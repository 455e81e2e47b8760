// Behind the proxies of `deploy`, run from the system's packages: TLS ends there, and nothing else changes.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { awake, openBrowser, openWindow } from "../fixtures/browser.mjs";
import { ask, installed, openHospital } from "../fixtures/hospital.mjs";

const STAFF = "sam@hospital.example";
const form = (fields) => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

for (const kind of ["nginx", "caddy"]) {
  const skip = installed(kind) ? false : `${kind} is not installed`;
  describe(`behind ${kind}`, { skip }, () => {
    let hospital;
    before(async () => {
      hospital = await openHospital(kind);
      const add = ["staff", "add", "--email", STAFF, "--name", "Sam Whitaker", "--role", "support"];
      await hospital.command(add, "four small words here\n");
    });
    after(() => hospital?.stop());

    /** Everything that proxy and server wrote down. */
    async function logs() {
      const names = kind === "nginx" ? ["access.log", "error.log"] : [];
      const files = await Promise.all(names.map((name) => readFile(join(hospital.folder, name), "utf8")));
      return [...files, hospital.log()].join("");
    }

    test("pages come over TLS and wake", async () => {
      const browser = await openBrowser();
      try {
        const window = await openWindow(browser, { origins: [hospital.origin], ignoreHTTPSErrors: true });
        const answer = await window.page.goto(`${hospital.origin}/sign-in`);
        assert.match(answer.headers()["strict-transport-security"], /max-age=63072000/);
        await awake(window.page);
        assert.deepEqual(window.complaints, []);
      } finally {
        await browser.close();
      }
    });

    test("what the browser loads arrives as it was sent, compressed", async () => {
      const [page, headers] = ["/sign-in", { "accept-encoding": "br" }];
      const html = (await hospital.ask(page)).body.toString();
      const path = html.match(/\/pkg\/[^"']+\.wasm/)[0];
      const through = await hospital.ask(path, { headers });
      assert.equal(through.headers["content-type"], "application/wasm");
      assert.equal(through.headers["content-encoding"], "br");
      const direct = await ask(`${hospital.direct}${path}`, { headers });
      assert.ok(through.body.equals(direct.body));
    });

    test("evidence knows the client, whatever it says of itself", async () => {
      const forged = { "x-forwarded-for": "203.0.113.9", forwarded: "for=203.0.113.9" };
      const attempt = form({ email: STAFF, password: "a wrong password" });
      const from = { localAddress: "127.0.0.7", headers: { ...attempt.headers, ...forged } };
      await hospital.ask("/api/sign-in", { ...attempt, ...from });
      const digest = async (address) => (await hospital.command(["audit", "source", address])).stdout;
      const lines = (await hospital.command(["audit", "export"])).stdout.trim().split("\n");
      const events = lines.map((line) => JSON.parse(line).event);
      const { source } = events.find(({ action, outcome }) => action === "sign-in" && outcome === "refused");
      assert.ok((await digest("127.0.0.7")).includes(source));
      for (const other of ["127.0.0.1", "203.0.113.9"]) assert.ok(!(await digest(other)).includes(source));
    });

    test("too much is refused, and what is idle is opened anew", async () => {
      const much = await hospital.ask("/api/sign-in", { ...form({}), body: "x".repeat(1_100_000) });
      assert.equal(much.status, 413);
      const healthy = async () => {
        const answers = await Promise.all(Array.from({ length: 20 }, () => hospital.ask("/healthz")));
        assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
      };
      for (const pause of [0, 10_000]) {
        await wait(pause);
        await healthy();
      }
    });

    test("metrics are for the monitoring alone", async () => {
      assert.equal((await hospital.ask("/metrics")).status, 404);
      const text = await (await fetch(hospital.metrics)).text();
      assert.match(text, /sayso_http_requests_total\{method="GET",route="\/healthz",status="200"\} \d+/);
    });

    test("what opens something is in no log", async () => {
      const secrets = ["sayso_invitation_hunter2", "hunter3"];
      await hospital.ask(`/invitation/${secrets[0]}`);
      await hospital.ask(`/sign-in?next=${secrets[1]}`);
      const written = await logs();
      if (kind === "nginx") assert.match(written, /GET \/invitation\/ \d+/);
      for (const secret of secrets) assert.ok(!written.includes(secret));
    });

    test("another name leads to the public address", { skip: kind === "caddy" && "Caddy answers to its own names only" }, async () => {
      const other = { headers: { host: "www.hospital.example" }, servername: "localhost" };
      const answer = await hospital.ask("/sign-in?a=b", other);
      assert.equal(answer.status, 307);
      assert.equal(answer.headers.location, `${hospital.origin}/sign-in?a=b`);
    });

    test("plain http leads to https", { skip: kind === "caddy" && "Caddy does it by itself, on port 80" }, async () => {
      const answer = await fetch(`${hospital.plain}/apps?a=b`, { redirect: "manual" });
      assert.equal(answer.status, 308);
      assert.equal(answer.headers.get("location"), `${hospital.origin}/apps?a=b`);
    });

    // The last one: nobody answers behind the proxy after it.
    test("what opens something is in no log where Sayso does not answer", async () => {
      await hospital.stopServer();
      const headers = { referer: `${hospital.origin}/activate/hunter6` };
      const answer = await hospital.ask("/invitation/hunter4?code=hunter5", { headers });
      assert.equal(answer.status, 502);
      await wait(200);
      const written = await logs();
      for (const secret of ["hunter4", "hunter5", "hunter6"]) assert.ok(!written.includes(secret), secret);
    });
  });
}
