import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { startRegistry } from "../support/registry.ts";
import { refuse, startFaultProxy } from "./support/fault-proxy.ts";
import { login, open } from "./support/open.ts";

const bytes = Buffer.from("a layer that two repositories share\n".repeat(500));
const blob = { mediaType: "application/octet-stream", digest: sha256(bytes), size: bytes.length };

/** A registry that has the blob in `acme/base`, and a proxy in front. */
async function setUp(behave?: Parameters<typeof startFaultProxy>[1], auth: "none" | "token" = "none") {
  const stack = new AsyncDisposableStack();
  const registry = stack.use(await startRegistry({ auth }));
  const credentials = auth === "none" ? undefined : login(registry.username, registry.password);
  const base = open({ registry: registry.host, repository: "acme/base", credentials });
  await base.repository.putBlob(blob, bytes);
  const proxy = stack.use(await startFaultProxy(registry.url, behave));
  const methods = () => proxy.seen.map(({ method }) => method).join(" ");
  const client = open({ registry: proxy.host, credentials });
  return { registry, proxy, methods, ...client, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test("a blob of another repository is mounted, and not one byte of it is sent", async () => {
  await using it = await setUp();
  const sent: number[] = [];
  const options = { mountFrom: ["acme/api", "acme/base"], onSent: (count: number) => void sent.push(count) };
  assert.equal(await it.repository.putBlob(blob, bytes, options), "mounted");
  assert.equal(it.methods(), "HEAD POST");
  assert.deepEqual(sent, []);
  assert.equal(await it.repository.headBlob(blob.digest), blob.size);
  assert.equal(await it.repository.putBlob(blob, bytes, options), "exists");
});

test("what no other repository has is uploaded in the session that the registry opened instead", async () => {
  await using it = await setUp();
  const other = Buffer.from("new\n");
  const descriptor = { ...blob, digest: sha256(other), size: other.length };
  const mountFrom = ["acme/base", "acme/nothing"];
  assert.equal(await it.repository.putBlob(descriptor, other, { mountFrom }), "uploaded");
  assert.equal(it.methods(), "HEAD POST POST DELETE PUT");
  assert.equal(await it.repository.headBlob(descriptor.digest), 4);
});

for (const status of [401, 403, 404, 405, 500]) {
  test(`a registry that answers ${status} to mounting gets the bytes`, async () => {
    await using it = await setUp((exchange) =>
      /[?&]mount=/.test(exchange.request.url ?? "")
        ? refuse(exchange, status, { code: "DENIED", message: "project not found" })
        : exchange.pass(),
    );
    assert.equal(await it.repository.putBlob(blob, bytes, { mountFrom: ["acme/base"] }), "uploaded");
    assert.equal(it.methods(), status === 500 ? "HEAD POST HEAD POST PUT" : "HEAD POST POST PUT");
  });
}

test("a repository that may not be read is asked once, and not again for each blob", async () => {
  await using it = await setUp((exchange) =>
    /[?&]mount=/.test(exchange.request.url ?? "") ? refuse(exchange, 401, { code: "UNAUTHORIZED" }) : exchange.pass(),
  );
  for (const text of ["one", "two", "three"]) {
    const descriptor = { ...blob, digest: sha256(text), size: text.length };
    await it.repository.putBlob(descriptor, Buffer.from(text), { mountFrom: ["acme/base"] });
  }
  assert.equal(it.proxy.seen.filter(({ path }) => /[?&]mount=/.test(path)).length, 1);
});

test("the token for mounting allows to read the other repository as well, and is asked for when it is needed", async () => {
  await using it = await setUp(undefined, "token");
  const before = it.registry.tokens?.requests.length ?? 0;
  await it.repository.preflight();
  assert.equal(await it.repository.putBlob(blob, bytes, { mountFrom: ["acme/base"] }), "mounted");
  assert.deepEqual(
    it.registry.tokens?.requests.slice(before).map(({ scopes }) => scopes),
    [["repository:acme/api:pull,push"], ["repository:acme/api:pull,push", "repository:acme/base:pull"]],
  );
});

test("a token server that refuses all because of the other repository is asked for our own alone", async () => {
  await using it = await setUp(undefined, "token");
  it.registry.tokens?.refuseScope("repository:acme/base:pull");
  assert.equal(await it.repository.putBlob(blob, bytes, { mountFrom: ["acme/base"] }), "uploaded");
  assert.equal(await it.repository.putBlob(blob, bytes, { mountFrom: ["acme/base"] }), "exists");
});

test("a mountFrom that could change the URL is refused before a request", async () => {
  const { repository } = open({ registry: "127.0.0.1:5000" });
  await assert.rejects(repository.putBlob(blob, bytes, { mountFrom: ["../x"] }), { code: "BAD_REPOSITORY" });
});
