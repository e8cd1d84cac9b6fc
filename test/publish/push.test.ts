import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { test } from "node:test";
import { BlobUploads, packManifest } from "../../src/publish/index.ts";
import { RegistryError } from "../../src/registry/index.ts";
import { refuse, startFaultProxy } from "../registry/support/fault-proxy.ts";
import { login, open } from "../registry/support/open.ts";
import { type RegistryAuth, startRegistry } from "../support/registry.ts";
import { anImage } from "./support/an-image.ts";
import { pushImage } from "./support/push-image.ts";
import { copy, inspect } from "./support/skopeo.ts";

const sizeOf = (blobs: readonly { readonly descriptor: { readonly size: number } }[]): number =>
  blobs.reduce((sum, { descriptor }) => sum + descriptor.size, 0);

test("what is pushed is what skopeo finds, blob for blob", async () => {
  await using registry = await startRegistry();
  await using it = await anImage({ contents: ["a", "b", "a", "c"] });
  const packed = packManifest(it.image, { annotations: { "org.opencontainers.image.revision": "1a2b3c4" } });
  const { repository, log } = open({ registry: registry.host });
  const result = await pushImage({ packed, uploads: new BlobUploads({ repository }), tags: ["v1", "latest"], log });
  const image = `${registry.host}/acme/api`;
  const bytes = sizeOf([...packed.layers.slice(0, 2), ...packed.layers.slice(3), packed.config]);
  assert.deepEqual(result, {
    ...{ image, digest: packed.digest, reference: `${image}@${packed.digest}`, tags: ["v1", "latest"] },
    uploaded: { blobs: 4, bytes },
    existing: { blobs: 0, bytes: 0 },
    mounted: { blobs: 0, bytes: 0 },
  });
  for (const reference of [`${image}:v1`, `${image}:latest`, result.reference]) {
    const seen = await inspect(`docker://${reference}`);
    assert.equal(seen.Digest, result.digest);
    assert.deepEqual(
      seen.Layers,
      packed.layers.map(({ descriptor }) => descriptor.digest),
    );
  }
  await copy(`docker://${image}:v1`, `dir:${it.folder}/copy`);
});

test("the second push uploads nothing and writes nothing", async () => {
  await using registry = await startRegistry();
  await using it = await anImage();
  const packed = packManifest(it.image);
  const { repository, log } = open({ registry: registry.host });
  const first = await pushImage({ packed, uploads: new BlobUploads({ repository }), tags: ["v1"], log });
  const before = registry.requests().length;
  const second = await pushImage({ packed, uploads: new BlobUploads({ repository }), tags: ["v1"], log });
  assert.deepEqual(second, { ...first, uploaded: { blobs: 0, bytes: 0 }, existing: first.uploaded });
  const methods = new Set(
    registry
      .requests()
      .slice(before)
      .map(({ method }) => method),
  );
  assert.deepEqual([...methods].toSorted(), ["GET", "HEAD"]);
});

test("another image uploads only what is new, and moves the tag", async () => {
  await using registry = await startRegistry();
  await using one = await anImage({ contents: ["base", "v1"] });
  await using two = await anImage({ contents: ["base", "v2"] });
  const { repository, log } = open({ registry: registry.host });
  await pushImage({ packed: packManifest(one.image), uploads: new BlobUploads({ repository }), tags: ["latest"], log });
  const packed = packManifest(two.image);
  const result = await pushImage({ packed, uploads: new BlobUploads({ repository }), tags: ["latest"], log });
  assert.deepEqual(result.existing, { blobs: 1, bytes: packed.layers[0]?.descriptor.size });
  assert.equal((await inspect(`docker://${registry.host}/acme/api:latest`)).Digest, packed.digest);
});

test("of two images of one run, the second does not count what the first has brought", async () => {
  await using registry = await startRegistry();
  await using one = await anImage({ contents: ["base", "v1"] });
  await using two = await anImage({ contents: ["base", "v2"] });
  const { repository, log } = open({ registry: registry.host });
  const uploads = new BlobUploads({ repository });
  await pushImage({ packed: packManifest(one.image), uploads, tags: ["one"], log });
  const packed = packManifest(two.image);
  const { uploaded, existing } = await pushImage({ packed, uploads, tags: ["two"], log });
  assert.deepEqual(existing, { blobs: 1, bytes: packed.layers[0]?.descriptor.size });
  assert.equal(uploaded.blobs, 2);
});

test("without tags the image is there by its digest alone", async () => {
  await using registry = await startRegistry();
  await using it = await anImage();
  const { repository, log } = open({ registry: registry.host });
  const { reference } = await pushImage({
    packed: packManifest(it.image),
    uploads: new BlobUploads({ repository }),
    tags: [],
    log,
  });
  assert.deepEqual(await registry.tags("acme/api"), []);
  assert.equal(`${registry.host}/acme/api@${(await inspect(`docker://${reference}`)).Digest}`, reference);
});

for (const auth of ["htpasswd", "token"] as const satisfies readonly RegistryAuth[]) {
  test(`a push logs in (${auth}) and tells nobody how`, async () => {
    await using registry = await startRegistry({ auth });
    await using it = await anImage();
    const credentials = login(registry.username, registry.password);
    const { repository, log } = open({ registry: registry.host, credentials });
    await pushImage({ packed: packManifest(it.image), uploads: new BlobUploads({ repository }), tags: ["v1"], log });
    assert.deepEqual(await registry.tags("acme/api"), ["v1"]);
    const encoded = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
    for (const secret of [registry.password, encoded, "eyJ"]) assert.ok(!log.text().includes(secret), log.text());
  });
}

test("a token that may only pull publishes nothing, also when every blob is there already", async () => {
  await using registry = await startRegistry({ auth: "token" });
  await using it = await anImage();
  const packed = packManifest(it.image);
  const credentials = login(registry.username, registry.password);
  const push = (tags: readonly string[]) => {
    const { repository, log } = open({ registry: registry.host, credentials });
    return pushImage({ packed, uploads: new BlobUploads({ repository }), tags, log });
  };
  registry.tokens?.grantOnly(["pull"]);
  await assert.rejects(push(["v1"]), { code: "DENIED", exitCode: 4, message: /may push to acme\/api/ });
  assert.deepEqual(await registry.catalog(), []);
  registry.tokens?.grantOnly(["pull", "push"]);
  await push(["v1"]);
  registry.tokens?.grantOnly(["pull"]);
  await assert.rejects(push(["v2"]), { code: "DENIED", exitCode: 4 });
  registry.tokens?.grantOnly(["pull", "push", "*"]);
  assert.deepEqual(await registry.tags("acme/api"), ["v1"]);
});

test("a blob that cannot be uploaded leaves nothing tagged", async () => {
  await using registry = await startRegistry();
  await using it = await anImage({ contents: ["a", "b", "c"] });
  const packed = packManifest(it.image);
  const { repository, log } = open({ registry: registry.host });
  await rm(String(packed.layers[2]?.source));
  await assert.rejects(
    pushImage({ packed, uploads: new BlobUploads({ repository }), tags: ["v1"], log }),
    /ENOENT|unable to open/i,
  );
  assert.deepEqual(await registry.tags("acme/api"), []);
});

test("a manifest that is refused by digest leaves nothing tagged", async () => {
  await using registry = await startRegistry();
  await using proxy = await startFaultProxy(registry.url, (exchange) =>
    /^PUT .*\/manifests\/sha256:/.test(exchange.line)
      ? refuse(exchange, 400, { code: "MANIFEST_INVALID" })
      : exchange.pass(),
  );
  await using it = await anImage();
  const { repository, log } = open({ registry: proxy.host });
  const pushed = pushImage({
    packed: packManifest(it.image),
    uploads: new BlobUploads({ repository }),
    tags: ["v1"],
    log,
  });
  await assert.rejects(pushed, { code: "REFUSED", message: /MANIFEST_INVALID/ });
  assert.deepEqual(await registry.tags("acme/api"), []);
});

/** Pushes four tags through a proxy that refuses `refused`, and gives what the registry was asked to write, in order. */
async function pushRefusing(refused: string) {
  await using registry = await startRegistry();
  await using proxy = await startFaultProxy(registry.url, (exchange) =>
    exchange.line === `PUT /v2/acme/api/manifests/${refused}`
      ? refuse(exchange, 403, { code: "DENIED", message: "tag is immutable" })
      : setTimeout(() => exchange.pass(), exchange.line.endsWith("/v1") ? 200 : 0),
  );
  await using it = await anImage();
  const packed = packManifest(it.image);
  const { repository, log } = open({ registry: proxy.host });
  const error = await pushImage({
    packed,
    uploads: new BlobUploads({ repository }),
    tags: ["v1", "v2", "v3", "latest"],
    log,
  }).then(
    () => assert.fail("was not refused"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof RegistryError, String(error));
  assert.deepEqual([error.code, error.exitCode], ["DENIED", 4]);
  const writes = proxy.seen.filter(({ method, path }) => method === "PUT" && path.includes("/manifests/"));
  const written = writes.map(({ path }) => path.split("/manifests/")[1]);
  assert.equal(written[0], packed.digest);
  return { message: error.message, written: written.slice(1), tags: await registry.tags("acme/api") };
}

test("tags are written in their order, and the refusal of one names those before it", async () => {
  const { message, written, tags } = await pushRefusing("v3");
  assert.deepEqual(written, ["v1", "v2", "v3"]);
  assert.deepEqual(tags, ["v1", "v2"]);
  assert.match(message, /writing manifest v3 was answered 403 .*; .* \(tags that were written before: v1, v2\)$/);
});

test("a refusal of the first tag says that none was written", async () => {
  const { message, written, tags } = await pushRefusing("v1");
  assert.deepEqual([written, tags], [["v1"], []]);
  assert.match(message, /writing manifest v1 was answered 403 .* \(no tag was written\)$/);
});

test("no more blobs are under way at once than allowed", async () => {
  await using registry = await startRegistry();
  let [running, most] = [0, 0];
  await using proxy = await startFaultProxy(registry.url, ({ response, pass }) => {
    most = Math.max(most, ++running);
    response.on("finish", () => running--);
    setTimeout(pass, 10);
  });
  await using it = await anImage({ contents: ["a", "b", "c", "d", "e", "f", "g", "h"] });
  const { repository, log } = open({ registry: proxy.host });
  await pushImage({ packed: packManifest(it.image), uploads: new BlobUploads({ repository }), tags: ["v1"], log });
  assert.equal(most, 6);
});
