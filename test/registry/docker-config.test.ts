import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readDockerCredentials } from "../../src/registry/index.ts";

const root = await mkdtemp(join(tmpdir(), "docker-config-"));
after(() => rm(root, { recursive: true }));

let serial = 0;

/** Looks `registry` up in a config.json with this content. */
async function read(registry: string, config: unknown, env: Record<string, string> = {}) {
  const folder = join(root, String(serial++));
  await mkdir(folder);
  await writeFile(join(folder, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
  return readDockerCredentials({ registry, env: { DOCKER_CONFIG: folder, ...env } });
}

const secretIn = async (...args: Parameters<typeof read>) => (await read(...args))?.secret;
const base64 = (text: string) => Buffer.from(text).toString("base64");

test("a static login is read, with colons in its password", async () => {
  const found = await read("ghcr.io", { auths: { "ghcr.io": { auth: base64("me:a:b:c") } } });
  assert.deepEqual(found?.secret, { kind: "password", username: "me", password: "a:b:c" });
  assert.equal(found?.source.kind === "docker-config" && found.source.key, "ghcr.io");
});

test("old URL keys, plain fields and identity tokens are understood", async () => {
  const password = { kind: "password", username: "u", password: "p" };
  const plain = { username: "u", password: "p" };
  assert.deepEqual(
    await secretIn("r.example.com:5000", { auths: { "https://r.example.com:5000/v2/": plain } }),
    password,
  );
  assert.deepEqual(await secretIn("docker.io", { auths: { "https://index.docker.io/v1/": plain } }), password);
  assert.deepEqual(await secretIn("x.azurecr.io", { auths: { "x.azurecr.io": { identitytoken: "t" } } }), {
    kind: "identity-token",
    token: "t",
  });
});

test("another host's login, an empty entry or no file at all is no login", async () => {
  const auth = base64("u:p");
  assert.equal(await read("ghcr.io", { auths: { "x.ghcr.io": { auth }, "ghcr.io.example.com": { auth } } }), undefined);
  assert.equal(await read("ghcr.io", { auths: { "ghcr.io": {} } }), undefined);
  assert.equal(await read("ghcr.io", {}), undefined);
  assert.equal(await readDockerCredentials({ registry: "ghcr.io", env: { HOME: join(root, "nobody") } }), undefined);
  assert.equal(await readDockerCredentials({ registry: "ghcr.io", env: {} }), undefined);
});

test("a broken file is named, and nothing of it is quoted", async () => {
  const leak = base64("me:hunter2-hunter2");
  for (const text of [`{"auths":{"ghcr.io":{"auth":"${leak}"`, `{"auths":{"ghcr.io":"${leak}"}}`]) {
    await assert.rejects(read("ghcr.io", text), (error: Error & { code: string; exitCode: number }) => {
      assert.equal(error.code, "BAD_DOCKER_CONFIG");
      assert.equal(error.exitCode, 2);
      assert.match(error.message, /config\.json: not a Docker configuration file/);
      assert.ok(!error.message.includes(leak.slice(0, 8)));
      return true;
    });
  }
});

/** Puts a credential helper of this shell text on PATH. */
async function helper(name: string, script: string): Promise<Record<string, string>> {
  const folder = join(root, `bin-${serial++}`);
  await mkdir(folder);
  await writeFile(join(folder, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, `docker-credential-${name}`), 0o755);
  return { PATH: `${folder}:${process.env["PATH"]}` };
}

test("a credential helper is asked for the server on its standard input", async () => {
  const env = await helper(
    "pass",
    'read -r host; [ "$1" = get ] && echo "{\\"Username\\":\\"$host\\",\\"Secret\\":\\"s\\"}"',
  );
  const config = { credHelpers: { "ghcr.io": "pass" }, auths: { "ghcr.io": { auth: base64("u:p") } } };
  const found = await read("ghcr.io", config, env);
  assert.deepEqual(found?.secret, { kind: "password", username: "ghcr.io", password: "s" });
  assert.equal(found?.source.kind, "helper");
  assert.deepEqual(await secretIn("docker.io", { credsStore: "pass" }, env), {
    ...{ kind: "password", username: "https://index.docker.io/v1/", password: "s" },
  });
});

test("a helper's refresh token is one, and a helper that knows nothing is no error", async () => {
  const token = await helper("t", 'echo "{\\"Username\\":\\"<token>\\",\\"Secret\\":\\"refresh\\"}"');
  assert.deepEqual(await secretIn("x.io", { credsStore: "t" }, token), { kind: "identity-token", token: "refresh" });
  const none = await helper("n", 'echo "credentials not found in native keychain"; exit 1');
  assert.equal(await read("x.io", { credsStore: "n" }, none), undefined);
});

test("a helper that is missing or fails is named with the key, without what it printed on standard output", async () => {
  const broken = await helper("b", "echo topsecret; echo 'vault is sealed' >&2; exit 3");
  await assert.rejects(read("x.io", { credHelpers: { "x.io": "b" } }, broken), (error: Error) => {
    assert.match(
      error.message,
      /^docker-credential-b: exit status 3: vault is sealed \(.*config\.json names it for x\.io\)/,
    );
    assert.doesNotMatch(error.message, /topsecret/);
    return true;
  });
  const missing = read("x.io", { credHelpers: { "x.io": "absent" } }, { PATH: root });
  await assert.rejects(missing, {
    code: "CREDENTIAL_HELPER",
    exitCode: 4,
    message: /cannot be started; put it on PATH/,
  });
  await assert.rejects(read("x.io", { credsStore: "../evil" }, { PATH: root }), /not a program name/);
});
