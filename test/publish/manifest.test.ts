import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { canonicalJson } from "../../src/publish/canonical-json.ts";
import { PublishError, packManifest } from "../../src/publish/index.ts";
import { anImage } from "./support/an-image.ts";

test("the manifest names config and layers, and keeps the config's bytes", async () => {
  await using it = await anImage({ contents: ["one", "two", "one"] });
  const packed = packManifest(it.image);
  assert.equal(packed.config.source, it.image.configBytes);
  assert.deepEqual(JSON.parse(Buffer.from(packed.manifest.source).toString()), {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: {
      mediaType: "application/vnd.oci.image.config.v1+json",
      digest: it.image.configDigest,
      size: it.image.configBytes.length,
    },
    layers: it.image.layers.map(({ blob }) => ({ mediaType: blob?.mediaType, digest: blob?.digest, size: blob?.size })),
  });
  assert.equal(packed.digest, sha256(packed.manifest.source));
  assert.equal(packed.layers[0]?.descriptor.digest, packed.layers[2]?.descriptor.digest);
  assert.deepEqual(packed.platform, { os: "linux", architecture: "amd64" });
});

test("annotations in any order give one digest, other annotations another", async () => {
  await using it = await anImage();
  const digest = (annotations: Record<string, string>) => packManifest(it.image, { annotations }).digest;
  assert.equal(digest({ b: "2", a: "1" }), digest({ a: "1", b: "2" }));
  assert.notEqual(digest({ a: "1" }), digest({ a: "2" }));
  assert.equal(digest({}), packManifest(it.image).digest);
});

test("canonical JSON has sorted keys, no white space and no absent values", () => {
  const value = { b: [{ d: 1, c: "é" }], a: { z: null, y: undefined } };
  assert.equal(Buffer.from(canonicalJson(value)).toString(), '{"a":{"z":null},"b":[{"c":"é","d":1}]}');
});

test("a layer that was only counted cannot be published", async () => {
  await using it = await anImage();
  const layers = it.image.layers.map(({ blob: _, ...layer }) => layer);
  assert.throws(
    () => packManifest({ ...it.image, layers }),
    (error: unknown) => {
      return error instanceof PublishError && error.code === "LAYER_NOT_PACKED" && error.exitCode === 2;
    },
  );
});

test("layers that are not those of the config cannot be published", async () => {
  await using it = await anImage();
  const mismatch = { code: "CONFIG_MISMATCH" };
  assert.throws(() => packManifest({ ...it.image, layers: it.image.layers.toReversed() }), mismatch);
  assert.throws(() => packManifest({ ...it.image, layers: it.image.layers.slice(1) }), mismatch);
  assert.throws(() => packManifest({ ...it.image, configBytes: Buffer.from("{}") }), mismatch);
});

test("Docker's media types are those of schema 2 throughout, and there are no annotations", async () => {
  await using it = await anImage();
  const packed = packManifest(it.image, { mediaTypes: "docker", annotations: { a: "1" } });
  const manifest = JSON.parse(Buffer.from(packed.manifest.source).toString());
  assert.deepEqual(
    [
      manifest.mediaType,
      manifest.config.mediaType,
      ...manifest.layers.map((layer: { mediaType: string }) => layer.mediaType),
    ],
    [
      "application/vnd.docker.distribution.manifest.v2+json",
      "application/vnd.docker.container.image.v1+json",
      ...it.image.layers.map(() => "application/vnd.docker.image.rootfs.diff.tar.gzip"),
    ],
  );
  assert.equal(manifest.annotations, undefined);
  assert.equal(manifest.config.digest, it.image.configDigest);
});

test("a zstd layer has no media type of Docker's", async () => {
  await using it = await anImage();
  const layers = it.image.layers.map((layer) => ({
    ...layer,
    blob: layer.blob && { ...layer.blob, mediaType: "application/vnd.oci.image.layer.v1.tar+zstd" },
  })) as typeof it.image.layers;
  assert.throws(() => packManifest({ ...it.image, layers }, { mediaTypes: "docker" }), { code: "UNFIT_MEDIA_TYPE" });
});
