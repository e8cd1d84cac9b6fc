import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync, gzipSync, zstdDecompressSync } from "node:zlib";
import { hexOf } from "../../src/core/digest.ts";
import { InputError } from "../../src/core/errors.ts";
import { sha256 } from "../../src/core/hash.ts";
import { silentLog } from "../../src/core/log.ts";
import { type Image, identifySource, type LayerBlob, type OpenPacker, readImages } from "../../src/image/index.ts";
import { type CompressionSetting, openPackers } from "../../src/publish/index.ts";
import { makeDockerArchive, makeSampleLayer, makeTar } from "../support/archives.ts";

const SETTINGS: readonly (CompressionSetting & { readonly mediaType: string })[] = [
  { kind: "none", level: 0, mediaType: "application/vnd.oci.image.layer.v1.tar" },
  { kind: "gzip", level: 4, mediaType: "application/vnd.oci.image.layer.v1.tar+gzip" },
  { kind: "zstd", level: 3, mediaType: "application/vnd.oci.image.layer.v1.tar+zstd" },
];
const GZIP: CompressionSetting = { kind: "gzip", level: 4 };

const UNPACK = { none: (bytes: Buffer) => bytes, gzip: gunzipSync, zstd: zstdDecompressSync };

let scratch: string;
before(async () => {
  scratch = await mkdtemp(path.join(os.tmpdir(), "pack-"));
});
after(() => rm(scratch, { recursive: true }));

const newFolder = () => mkdtemp(path.join(scratch, "case-"));

/** Larger than every buffer on the way, and half of it incompressible. */
const content = Buffer.concat([Buffer.alloc(3 << 20, "compressible "), randomBytes(3 << 20)]);

const pack = async (open: OpenPacker, bytes: Buffer, step = 100_000): Promise<LayerBlob> => {
  const packer = open(undefined);
  for (let at = 0; at < bytes.length; at += step) await packer.write(bytes.subarray(at, at + step));
  return packer.finish(sha256(bytes));
};

for (const { mediaType, ...compression } of SETTINGS) {
  test(`${compression.kind}: the file has the digest, the size and the bytes of the layer`, async () => {
    const spoolDir = path.join(await newFolder(), "blobs");
    const blob = await pack(openPackers({ compression, spoolDir }), content);
    const file = path.join(spoolDir, hexOf(blob.digest));
    const stored = await readFile(file);
    assert.deepEqual(blob, { mediaType, digest: sha256(stored), size: stored.length, file });
    assert.ok(UNPACK[compression.kind](stored).equals(content));
    assert.deepEqual(await readdir(spoolDir), [hexOf(blob.digest)]);
  });

  test(`${compression.kind}: what is only counted is counted the same`, async () => {
    const spoolDir = path.join(await newFolder(), "blobs");
    const { file: _, ...kept } = await pack(openPackers({ compression, spoolDir }), content);
    assert.deepEqual(await pack(openPackers({ compression }), content, 7_000_000), kept);
  });
}

test("an empty layer is a blob too", async () => {
  for (const { kind, level } of SETTINGS) {
    const blob = await pack(
      openPackers({ compression: { kind, level }, spoolDir: await newFolder() }),
      Buffer.alloc(0),
    );
    assert.equal(UNPACK[kind](await readFile(blob.file ?? "")).length, 0);
  }
});

test("a higher level makes a smaller blob", async () => {
  for (const [kind, low, high] of [
    ["gzip", 1, 9],
    ["zstd", 1, 19],
  ] as const) {
    const text = Buffer.from(Array.from({ length: 20_000 }, (_, i) => `${i} ${i * i}\n`).join(""));
    const [fast, small] = [low, high].map((level) => pack(openPackers({ compression: { kind, level } }), text));
    assert.ok(((await small)?.size ?? 0) < ((await fast)?.size ?? 0), kind);
  }
});

test("layers that are packed side by side do not mix", async () => {
  const open = openPackers({ compression: GZIP, spoolDir: await newFolder() });
  const all = ["a", "b", "c", "a"].map((letter) => Buffer.alloc(1 << 20, letter));
  const blobs = await Promise.all(all.map((bytes) => pack(open, bytes)));
  for (const [index, blob] of blobs.entries()) {
    assert.ok(gunzipSync(await readFile(blob.file ?? "")).equals(all[index] ?? Buffer.alloc(0)));
  }
  assert.deepEqual(blobs[3], blobs[0]);
});

test("a layer that is given up leaves nothing, however far it had come", async () => {
  const spoolDir = await newFolder();
  const open = openPackers({ compression: GZIP, spoolDir });
  for (const bytes of [0, 1, 1 << 20, 4 << 20]) {
    const packer = open(undefined);
    if (bytes > 0) await packer.write(content.subarray(0, bytes));
    await packer.abort();
    assert.deepEqual(await readdir(spoolDir), [], `${bytes} bytes`);
  }
  const late = Array.from({ length: 20 }, () => open(undefined));
  await new Promise(setImmediate);
  await Promise.all(late.map((packer) => packer.abort()));
  assert.deepEqual(await readdir(spoolDir), []);
});

/** What is thrown on the way to a packed layer. */
const failureOf = async (spoolDir: string): Promise<unknown> =>
  pack(openPackers({ compression: { kind: "none", level: 0 }, spoolDir }), content).then(
    () => undefined,
    (error: unknown) => error,
  );

const assertSpoolError = (error: unknown, dir: string, found: RegExp): void => {
  assert.ok(error instanceof InputError, String(error));
  assert.equal(error.code, "SPOOL_FAILED");
  assert.match(error.message, found);
  assert.ok(error.message.startsWith(`${dir}: a layer cannot be kept there (`), error.message);
};

test("a spool folder that cannot be made is an error with its name", async () => {
  const file = path.join(await newFolder(), "file");
  await writeFile(file, "");
  assertSpoolError(await failureOf(file), file, /EEXIST/);
  assertSpoolError(await failureOf(path.join(file, "blobs")), path.join(file, "blobs"), /ENOTDIR/);
});

test("a spool folder that goes away is an error, and no wait for ever", async () => {
  const spoolDir = path.join(await newFolder(), "blobs");
  const packer = openPackers({ compression: GZIP, spoolDir })(undefined);
  await packer.write(content);
  await rm(spoolDir, { recursive: true });
  const error = await packer.finish(sha256(content)).catch((reason: unknown) => reason);
  assert.match(String(error), /ENOENT/);
  await packer.abort();
});

const KNOWN: LayerBlob = { mediaType: "x", digest: sha256("known blob"), size: 5 };

interface Shape {
  /** Of the layer's folder; its diffId by default. */
  readonly name?: string;
  /** Makes an archive that can only be read from front to back. */
  readonly pack?: (archive: Buffer) => Buffer;
}

/** The one image of an archive that holds the layer. */
const readWith = async (openPacker: OpenPacker, layer: Buffer, shape: Shape = {}): Promise<Image> => {
  const { name = hexOf(sha256(layer)), pack = (archive: Buffer) => archive } = shape;
  const file = path.join(await newFolder(), "image.tar");
  await writeFile(file, pack(await makeDockerArchive({ layers: [layer], names: [`${name}/layer.tar`] })));
  const [image] = await readImages(await identifySource(file), { log: silentLog, env: {}, openPacker });
  assert.ok(image);
  return image;
};

test("a layer that is known by its name is not compressed again to be counted", async () => {
  const layer = await makeSampleLayer();
  const known = new Map([[sha256(layer), KNOWN]]);
  const image = await readWith(openPackers({ compression: GZIP, known }), layer);
  assert.deepEqual(image.layers[0]?.blob, KNOWN);
});

test("of a layer that lies in the registry already, no file is kept", async () => {
  const [layer, spoolDir] = [await makeSampleLayer(), await newFolder()];
  const known = new Map([[sha256(layer), KNOWN]]);
  const image = await readWith(openPackers({ compression: GZIP, known, spoolDir }), layer);
  assert.deepEqual(image.layers[0]?.blob, KNOWN);
  assert.deepEqual(await readdir(spoolDir), []);
});

test("a layer of which nothing is known is kept", async () => {
  const [layer, spoolDir] = [await makeSampleLayer(), await newFolder()];
  const known = new Map([[sha256("another layer"), KNOWN]]);
  const image = await readWith(openPackers({ compression: GZIP, known, spoolDir }), layer);
  assert.ok(gunzipSync(await readFile(image.layers[0]?.blob?.file ?? "")).equals(layer));
});

test("a spool that fails while an image is read is told as what it is", async () => {
  const file = path.join(await newFolder(), "file");
  await writeFile(file, "");
  const reading = readWith(openPackers({ compression: GZIP, spoolDir: file }), await makeSampleLayer());
  assertSpoolError(await reading.catch((error: unknown) => error), file, /EEXIST/);
});

test("a layer of a stream that is not what its name says does not get the size of another", async () => {
  const [layer, other] = [await makeSampleLayer(), await makeTar([{ name: "other", content: "x" }])];
  const open = openPackers({ compression: GZIP, known: new Map([[sha256(other), KNOWN]]) });
  await assert.rejects(readWith(open, layer, { name: hexOf(sha256(other)), pack: gzipSync }), {
    code: "DIGEST_MISMATCH",
    message: new RegExp(`layer named ${sha256(other)} hashes to ${sha256(layer)}`),
  });
});

test("in an archive on disk the config tells what a layer is, whatever its name says", async () => {
  const [layer, other] = [await makeSampleLayer(), await makeTar([{ name: "other", content: "x" }])];
  const name = hexOf(sha256(other));
  const misled = openPackers({ compression: GZIP, known: new Map([[sha256(other), KNOWN]]) });
  assert.notDeepEqual((await readWith(misled, layer, { name })).layers[0]?.blob, KNOWN);
  const open = openPackers({ compression: GZIP, known: new Map([[sha256(layer), KNOWN]]) });
  assert.deepEqual((await readWith(open, layer, { name })).layers[0]?.blob, KNOWN);
});

test("a layer of a stream under an older name is counted by its own bytes", async () => {
  const layer = await makeSampleLayer();
  const open = openPackers({ compression: GZIP, known: new Map([[sha256(layer), KNOWN]]) });
  const image = await readWith(open, layer, { name: "f".repeat(64), pack: gzipSync });
  assert.notDeepEqual(image.layers[0]?.blob, KNOWN);
  assert.equal(image.layers[0]?.diffId, sha256(layer));
});
