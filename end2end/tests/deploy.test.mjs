// The files of `deploy`: the unit is one that systemd takes, and the image holds all that is needed, in a bare folder.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { installed } from "../fixtures/hospital.mjs";
import { binary, freePort, root, site } from "../fixtures/sayso.mjs";

const run = promisify(execFile);
const deploy = (name) => join(root, "deploy", name);

test("the unit is one that systemd takes, with little that it may do", { skip: !installed("systemd-analyze") && "systemd is not installed" }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "sayso-unit-"));
  const unit = join(folder, "sayso.service");
  await writeFile(unit, (await readFile(deploy("sayso.service"), "utf8")).replace("/usr/bin/sayso", binary));
  const { stdout, stderr } = await run("systemd-analyze", ["verify", "--man=no", unit]);
  assert.equal(`${stdout}${stderr}`, "");
  // 1.5 of 10; without its hardening it would be 9.
  await run("systemd-analyze", ["security", "--offline=true", "--threshold=15", unit]);
  await writeFile(unit, (await readFile(unit, "utf8")).replace("CapabilityBoundingSet=\n", "").replace("NoNewPrivileges=yes\n", ""));
  await assert.rejects(run("systemd-analyze", ["security", "--offline=true", "--threshold=15", unit]));
  await rm(folder, { recursive: true });
});

/** The variables that the Containerfile sets. */
async function environment() {
  const text = await readFile(deploy("Containerfile"), "utf8");
  return Object.fromEntries([...text.matchAll(/(SAYSO_[A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]));
}

/** Runs the program of an image as its user, with that folder for its whole world: nothing but its state can be written. */
function inside(image, words, env) {
  const script = `mount --bind "$0" "$0" && mount --bind "$0/var/lib/sayso" "$0/var/lib/sayso" &&
mount -o remount,ro,bind "$0" && exec chroot --userspec=65532:65532 "$0" /usr/bin/sayso "$@"`;
  return spawn("unshare", ["--mount", "sh", "-c", script, image, ...words], { env });
}

async function told(process) {
  let text = "";
  for (const stream of [process.stdout, process.stderr]) stream.setEncoding("utf8").on("data", (part) => (text += part));
  const [code] = await once(process, "exit");
  return { code, text };
}

async function mayMount() {
  return run("unshare", ["--mount", "true"]).then(
    () => true,
    () => false,
  );
}

test("the image needs nothing else, is not root and changes nothing", async (t) => {
  if (process.getuid() !== 0 || !(await mayMount())) return t.skip("only root may change the root of a process");
  const folder = await mkdtemp(join(tmpdir(), "sayso-image-"));
  const image = join(folder, "image");
  await mkdir(image);
  await cp(site, join(folder, "site"), { recursive: true });
  await run("sh", [deploy("image.sh"), binary, join(folder, "site"), image]);
  const { stdout: writable } = await run("find", [image, "-perm", "/022", "-not", "-type", "l"]);
  assert.deepEqual(writable.trim().split("\n"), [join(image, "tmp")]);
  const { stdout: shells } = await run("find", [image, "-name", "sh", "-o", "-name", "bash", "-o", "-name", "apt*"]);
  assert.equal(shells, "");
  const port = await freePort();
  const here = { SAYSO_LISTEN: `127.0.0.1:${port}`, SAYSO_PUBLIC_URL: `http://127.0.0.1:${port}`, SAYSO_DATABASE_URL: "sqlite:///var/lib/sayso/sayso.db" };
  const env = { ...(await environment()), ...here, PATH: process.env.PATH };
  const outside = await told(inside(image, ["migrate", "up"], { ...env, SAYSO_DATABASE_URL: "sqlite:///etc/sayso/sayso.db" }));
  assert.equal(outside.code, 1, outside.text);
  const migrated = await told(inside(image, ["migrate", "up"], env));
  assert.equal(migrated.code, 0, migrated.text);
  const server = inside(image, ["serve"], env);
  const ended = told(server);
  try {
    const answers = async (path) => (await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined))?.status;
    for (const end = Date.now() + 30_000; (await answers("/readyz")) !== 200; await wait(100)) {
      assert.ok(Date.now() < end && server.exitCode === null, "it did not answer");
    }
    assert.equal(await answers("/sign-in"), 200);
    const html = await (await fetch(`http://127.0.0.1:${port}/sign-in`)).text();
    assert.equal(await answers(html.match(/\/pkg\/[^"']+\.wasm/)[0]), 200);
    const { stdout: user } = await run("stat", ["--format=%u", `/proc/${server.pid}`]);
    assert.equal(user.trim(), "65532");
  } finally {
    server.kill("SIGTERM");
    assert.equal((await ended).code, 0);
    await rm(folder, { recursive: true, force: true });
  }
});
