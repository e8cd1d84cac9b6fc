import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { RegistryError, type Repository } from "../../src/registry/index.ts";
import { type RegistryAuth, startRegistry } from "../support/registry.ts";
import { login, open } from "./support/open.ts";

const bytes = Buffer.from("a blob\n".repeat(1000));
const blob = { mediaType: "application/octet-stream", digest: sha256(bytes), size: bytes.length };
const config = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');
const mediaType = "application/vnd.oci.image.manifest.v1+json";

/** Pushes a small image and reads everything back. */
async function roundTrip(repository: Repository): Promise<void> {
  const descriptor = {
    mediaType: "application/vnd.oci.image.config.v1+json",
    digest: sha256(config),
    size: config.length,
  };
  assert.equal(await repository.putBlob(descriptor, config), "uploaded");
  assert.equal(await repository.putBlob(descriptor, config), "exists");
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config: descriptor, layers: [] }));
  assert.equal(await repository.putManifest({ reference: "v1", bytes: manifest, mediaType }), sha256(manifest));
  const stored = { bytes: manifest, digest: sha256(manifest), mediaType };
  assert.deepEqual(await repository.getManifest("v1"), stored);
  assert.deepEqual(await repository.getManifest(stored.digest), stored);
}

for (const auth of ["none", "htpasswd", "token"] as const satisfies readonly RegistryAuth[]) {
  test(`blobs and manifests go to a registry with authentication "${auth}" and come back`, async () => {
    await using registry = await startRegistry({ auth });
    const credentials = auth === "none" ? undefined : login(registry.username, registry.password);
    const { repository, log } = open({ registry: registry.host, credentials });
    await repository.preflight();
    await roundTrip(repository);
    assert.deepEqual(await registry.tags("acme/api"), ["v1"]);
    assert.ok(log.lines.length > 5);
    const encoded = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
    for (const secret of [registry.password, encoded, "eyJ"]) assert.ok(!log.text().includes(secret));
  });
}

test("one token, asked for pull and push, serves requests that start at the same time", async () => {
  await using registry = await startRegistry({ auth: "token" });
  const { repository } = open({ registry: registry.host, credentials: login(registry.username, registry.password) });
  await Promise.all([1, 2, 3, 4].map(() => repository.getManifest("v1")));
  assert.deepEqual(
    registry.tokens?.requests.map(({ username, scopes }) => ({ username, scopes })),
    [{ username: registry.username, scopes: ["repository:acme/api:pull,push"] }],
  );
});

test("a manifest that a repository does not have is undefined", async () => {
  await using registry = await startRegistry();
  const { repository } = open({ registry: registry.host });
  assert.equal(await repository.getManifest("v1"), undefined);
});

test("a blob comes from a file, whose size must be the one announced", async () => {
  await using registry = await startRegistry();
  const { repository } = open({ registry: registry.host });
  const folder = await mkdtemp(join(tmpdir(), "blob-"));
  try {
    const file = join(folder, "blob");
    await writeFile(file, bytes);
    assert.equal(await repository.putBlob(blob, file), "uploaded");
    assert.equal(await repository.putBlob(blob, file), "exists");
    await assert.rejects(repository.putBlob({ ...blob, size: 1 }, file), { code: "BLOB_SIZE" });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("bytes that are not their digest's are refused by the registry, and not sent again and again", async () => {
  await using registry = await startRegistry();
  const { repository, pace } = open({ registry: registry.host });
  const wrong = { ...blob, digest: sha256("something else") };
  await assert.rejects(repository.putBlob(wrong, bytes), { code: "REFUSED", status: 400, message: /DIGEST_INVALID/ });
  assert.deepEqual(pace.slept, []);
});

const failureOf = async (work: Promise<unknown>): Promise<RegistryError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof RegistryError, String(error));
  return error;
};

for (const auth of ["htpasswd", "token"] as const) {
  test(`a wrong password is one clean refusal that names the credential's source (${auth})`, async () => {
    await using registry = await startRegistry({ auth });
    const wrong = login(registry.username, "wrong-password-1234");
    const { repository, log, pace } = open({ registry: registry.host, credentials: wrong });
    const error = await failureOf(repository.preflight());
    assert.equal(error.code, "UNAUTHORIZED");
    assert.equal(error.exitCode, 4);
    assert.equal(error.status, 401);
    assert.match(error.message, /does not accept the credential from registry-username and registry-password/);
    assert.doesNotMatch(error.message + log.text(), /wrong-password-1234/);
    assert.deepEqual(pace.slept, []);
  });

  test(`without credentials the message says where they were looked for (${auth})`, async () => {
    await using registry = await startRegistry({ auth });
    const { repository } = open({ registry: registry.host });
    const error = await failureOf(repository.preflight());
    assert.equal(error.status, 401);
    assert.match(error.message, /no credentials for 127\.0\.0\.1:\d+ were found in registry-username/);
  });
}

test("a token that may only pull is refused before anything is sent, after a single token request", async () => {
  await using registry = await startRegistry({ auth: "token" });
  registry.tokens?.grantOnly(["pull"]);
  const credentials = login(registry.username, registry.password);
  const { repository } = open({ registry: registry.host, credentials });
  const error = await failureOf(repository.putBlob(blob, bytes));
  assert.equal(error.code, "DENIED");
  assert.match(error.message, /may push to acme\/api/);
  assert.equal(registry.tokens?.requests.length, 1);
  assert.deepEqual(
    registry.requests().filter(({ method }) => method === "PUT" || method === "PATCH"),
    [],
  );
});

test("an anonymous token reads what is public", async () => {
  await using registry = await startRegistry({ auth: "token" });
  await roundTrip(
    open({ registry: registry.host, credentials: login(registry.username, registry.password) }).repository,
  );
  const { repository } = open({ registry: registry.host });
  assert.equal((await repository.getManifest("v1"))?.mediaType, mediaType);
  assert.equal(registry.tokens?.requests.at(-1)?.username, undefined);
});

test("a registry nobody runs is a network error after six attempts", async () => {
  await using registry = await startRegistry();
  const { host } = registry;
  await registry.stop();
  const refused = open({ registry: host });
  const error = await failureOf(refused.repository.getManifest("v1"));
  assert.equal(error.code, "NETWORK");
  assert.match(error.message, /ECONNREFUSED/);
  assert.equal(refused.pace.slept.length, 5);
});

test("a repository or reference that could change the URL is refused before a request", async () => {
  for (const repository of ["../x", "Acme/api", "a//b", "a?b", ""]) {
    assert.throws(() => open({ registry: "127.0.0.1:5000", repository }), { code: "BAD_REPOSITORY" }, repository);
  }
  const { repository } = open({ registry: "127.0.0.1:5000" });
  for (const reference of ["../../x", "", "a/b", "sha256:12"]) {
    await assert.rejects(repository.getManifest(reference), { code: "BAD_REFERENCE" });
  }
});
