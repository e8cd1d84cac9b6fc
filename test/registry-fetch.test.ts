import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { openRegistryFetch } from "../src/registry-fetch.ts";
import { behindProxy } from "./registry/support/behind-proxy.ts";
import { makeDockerArchive, makeSampleLayer } from "./support/archives.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "registry-fetch-"));
  await writeFile(join(folder, "image.tar"), await makeDockerArchive({ layers: [await makeSampleLayer()] }));
});
after(() => rm(folder, { recursive: true }));

const CLI = new URL("../src/cli.ts", import.meta.url).pathname;

/** What the command line says, and how it ends. */
const nixImage = async (env: Record<string, string>, ...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [CLI, ...args], { cwd: folder, env: { ...process.env, ...env } }).then(
    ({ stdout, stderr }) => ({ status: 0, text: stdout + stderr }),
    (error: { code: number; stderr: string }) => ({ status: error.code, text: error.stderr }),
  );

test("the command line pushes through a proxy to a registry with private authorities", async () => {
  await using it = await behindProxy();
  const authorities = it.files.flatMap((file) => ["--registry-ca", file]);
  const push = ["push", "image.tar", "registry.test/acme/api", "--tag", "v1", "--allow-dirty"];
  const done = await nixImage(it.env, ...push, ...authorities);
  assert.equal(done.status, 0, done.text);
  assert.deepEqual(await it.registry.tags("acme/api"), ["v1"]);
  const image = await nixImage(it.env, "ls", "docker://registry.test/acme/api:v1", ...authorities);
  assert.equal(image.status, 0, image.text);
  const refused = await nixImage(it.env, ...push);
  assert.equal(refused.status, 4);
  assert.match(refused.text, /self-signed certificate; .*--registry-ca/);
  assert.doesNotMatch(done.text + refused.text, /proxy-secret/);
});

test("a file that is missing, or holds no certificate, is told before anything is done", async () => {
  await writeFile(join(folder, "broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  for (const [file, words] of [
    ["absent.pem", /registry-ca: .*absent\.pem cannot be read/],
    ["image.tar", /registry-ca: .*image\.tar holds no certificate/],
    ["broken.pem", /registry-ca: .*broken\.pem holds no certificate, or a broken one/],
  ] as const) {
    const opening = openRegistryFetch({ env: {}, cwd: folder, authorities: [file] });
    await assert.rejects(opening, { code: "BAD_REGISTRY_CA", exitCode: 2, message: words });
  }
});
