import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type LoginToStore, readDockerCredentials, removeLogin, storeLogin } from "../../src/registry/index.ts";

const SECRET = { kind: "password", username: "octo", password: "p:a:s-1" } as const;

/** A home folder, its Docker configuration if there is one, and a folder for what has to make room. */
const aHome = async (config?: string) => {
  const folder = await mkdtemp(join(tmpdir(), "home-"));
  const [home, backupFolder] = [join(folder, "home"), join(folder, "backup")];
  const file = join(home, ".docker", "config.json");
  await mkdir(backupFolder);
  await mkdir(config === undefined ? home : join(home, ".docker"), { recursive: true });
  if (config !== undefined) await writeFile(file, config);
  return {
    ...{ file, home, backupFolder },
    store: (login: Partial<LoginToStore> = {}) =>
      storeLogin({ registry: "ghcr.io", secret: SECRET, home, backupFolder, ...login }),
    read: async () => JSON.parse(await readFile(file, "utf8")),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
};

/** How @sigstore/oci finds a login: the first key that has the host in it, and `auth` decoded. */
const asAttestReads = (config: { auths: Record<string, { auth: string; identitytoken?: string }> }, host: string) => {
  const key = Object.keys(config.auths).find((it) => it.includes(host)) ?? "";
  const [username, ...rest] = Buffer.from(config.auths[key]?.auth ?? "", "base64")
    .toString()
    .split(":");
  return { username, password: config.auths[key]?.identitytoken ?? rest.join(":") };
};

test("a login is where actions/attest reads it, for its owner's eyes alone, and is gone again with its file", async () => {
  await using it = await aHome();
  const login = await it.store();
  assert.ok(login);
  assert.deepEqual(asAttestReads(await it.read(), "ghcr.io"), { username: "octo", password: "p:a:s-1" });
  assert.equal((await stat(it.file)).mode & 0o777, 0o600);
  assert.ok(!JSON.stringify(login).includes("p:a:s-1"));
  const found = await readDockerCredentials({ registry: "ghcr.io", env: { HOME: it.home } });
  assert.deepEqual(found?.secret, SECRET);
  assert.equal(await removeLogin(login), "removed");
  assert.ok(!existsSync(it.file));
});

test("all else in the file stays as it is, and an entry that made room comes back", async () => {
  const before = {
    credsStore: "pass",
    auths: { "ghcr.io": { auth: "b2xkOm9sZA==" }, "quay.io": { auth: "cTpx", email: "a@b" } },
    HttpHeaders: { "User-Agent": "x" },
  };
  await using it = await aHome(JSON.stringify(before));
  const login = await it.store();
  assert.ok(login?.backup !== undefined);
  assert.equal((await stat(login.backup)).mode & 0o777, 0o600);
  const { auths, ...others } = await it.read();
  assert.deepEqual(others, { credsStore: "pass", HttpHeaders: before.HttpHeaders });
  assert.deepEqual(auths["quay.io"], before.auths["quay.io"]);
  assert.equal(await removeLogin(login), "restored");
  assert.deepEqual(await it.read(), before);
  assert.deepEqual(await readdir(it.backupFolder), []);
});

test("a login that somebody has written since is left alone", async () => {
  await using it = await aHome("{}");
  const login = await it.store();
  assert.ok(login);
  const later = { auths: { "ghcr.io": { auth: "bGF0ZXI6bGF0ZXI=" } } };
  await writeFile(it.file, JSON.stringify(later));
  assert.equal(await removeLogin(login), "left alone");
  assert.deepEqual(await it.read(), later);
  await rm(it.file);
  assert.equal(await removeLogin(login), "left alone");
});

test("the very login that is there is not written again, and so not removed", async () => {
  await using it = await aHome(JSON.stringify({ auths: { "ghcr.io": { auth: "b2N0bzpwOmE6cy0x" } } }));
  assert.equal(await it.store(), undefined);
});

test("of two steps that write a login the later one puts back what the earlier one wrote", async () => {
  await using it = await aHome();
  const one = await it.store();
  const two = await it.store({ secret: { ...SECRET, password: "two" } });
  assert.ok(one && two);
  assert.equal(await removeLogin(two), "restored");
  assert.equal(asAttestReads(await it.read(), "ghcr.io").password, "p:a:s-1");
  assert.equal(await removeLogin(one), "removed");
  assert.ok(!existsSync(it.file));
});

test("Docker Hub is stored under the address that its clients look for, an identity token beside its empty password", async () => {
  await using it = await aHome();
  await it.store({ registry: "docker.io" });
  await it.store({ registry: "acme.azurecr.io", secret: { kind: "identity-token", token: "refresh-1" } });
  const config = await it.read();
  assert.deepEqual(Object.keys(config.auths), ["https://index.docker.io/v1/", "acme.azurecr.io"]);
  assert.equal(asAttestReads(config, "index.docker.io").username, "octo");
  assert.deepEqual(asAttestReads(config, "acme.azurecr.io"), {
    username: "00000000-0000-0000-0000-000000000000",
    password: "refresh-1",
  });
});

test("a file that is a link stays one", async () => {
  await using it = await aHome("{}");
  const real = join(it.home, "real.json");
  await writeFile(real, '{"a":1}');
  await rm(it.file);
  await symlink(real, it.file);
  const login = await it.store();
  assert.ok(login);
  assert.equal(JSON.parse(await readFile(real, "utf8")).a, 1);
  assert.deepEqual(Object.keys((await it.read()).auths), ["ghcr.io"]);
});

test("a file that is no Docker configuration is left as it is, and not quoted", async () => {
  await using it = await aHome('{"auths":"hunter2"');
  await assert.rejects(it.store(), (error: Error & { code: string }) => {
    assert.equal(error.code, "BAD_DOCKER_CONFIG");
    return !error.message.includes("hunter2");
  });
  assert.equal(await readFile(it.file, "utf8"), '{"auths":"hunter2"');
});
