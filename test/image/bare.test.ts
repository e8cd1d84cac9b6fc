import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Digest } from "../../src/core/digest.ts";
import { silentLog } from "../../src/core/log.ts";
import { type BareImage, identifySource, type LayerBlob, readBareImages, readImages } from "../../src/image/index.ts";
import { openPackers } from "../../src/publish/index.ts";
import { workerSettings } from "../../src/worker-settings.ts";
import { makeDockerArchive, makeTar } from "../support/archives.ts";

const workers = { ...workerSettings(new URL("../../src/cli.ts", import.meta.url).href), count: 2 };
const compression = { kind: "gzip", level: 1 } as const;

let dir: string;
let spoolDir: string;
let archive: Buffer;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "bare-"));
  spoolDir = path.join(dir, "blobs");
  const content = (letter: string): Buffer => Buffer.alloc(26 << 20, letter);
  const layers = await Promise.all(["a", "b", "c"].map((name) => makeTar([{ name, content: content(name) }])));
  archive = await makeDockerArchive({ layers });
});
after(() => rm(dir, { recursive: true }));

const write = async (name: string, bytes: Buffer): Promise<string> => {
  const file = path.join(dir, name);
  await writeFile(file, bytes);
  return file;
};

interface Bare {
  readonly known?: ReadonlyMap<Digest, LayerBlob>;
  readonly packed?: (blob: LayerBlob) => void;
  readonly threads?: typeof workers;
}

const readBare = async (file: string, { known = new Map(), packed, threads }: Bare = {}): Promise<BareImage> => {
  const packers = openPackers({ compression, spoolDir, known });
  const openPacker = Object.assign(packers, {
    known: (diffId: Digest) => known.get(diffId),
    ...(packed === undefined ? {} : { packed }),
  });
  const options = { log: silentLog, env: {}, openPacker, ...(threads === undefined ? {} : { workers: threads }) };
  const [image] = await readBareImages(await identifySource(file), options);
  assert.ok(image !== undefined);
  return image;
};

const blobs = (image: BareImage) => image.layers.map(({ diffId, blob }) => ({ diffId, blob }));

test("a bare image has the layers, blobs and config of one that was looked into", async () => {
  const file = await write("plain.tar", archive);
  const openPacker = openPackers({ compression, spoolDir });
  const [full] = await readImages(await identifySource(file), { log: silentLog, env: {}, openPacker });
  assert.ok(full !== undefined);
  for (const threads of [undefined, workers]) {
    const bare = await readBare(file, threads === undefined ? {} : { threads });
    assert.deepEqual(blobs(bare), blobs(full));
    assert.equal(bare.configDigest, full.configDigest);
    assert.ok(bare.layers.every((layer) => !("files" in layer)));
  }
  assert.deepEqual(blobs(await readBare(await write("packed.tar.gz", gzipSync(archive, { level: 1 })))), blobs(full));
});

test("each blob is told of when it is there", async () => {
  const file = await write("told.tar", archive);
  for (const threads of [undefined, workers]) {
    const told: string[] = [];
    const packed = (blob: LayerBlob): void => {
      assert.equal(statSync(blob.file ?? "").size, blob.size);
      told.push(blob.digest);
    };
    const image = await readBare(file, { packed, ...(threads === undefined ? {} : { threads }) });
    assert.deepEqual(told.toSorted(), image.layers.map(({ blob }) => blob?.digest).toSorted());
  }
});

test("a layer whose blob is known is passed over: its bytes may be anything", async () => {
  const whole = await readBare(await write("whole.tar", archive));
  const [first, second] = whole.layers;
  assert.ok(first !== undefined && second !== undefined);
  const known = new Map<Digest, LayerBlob>([
    [first.diffId, { mediaType: "application/x-known", digest: second.diffId, size: 7 }],
  ]);
  const spoilt = Buffer.from(archive);
  spoilt.fill("!", 1 << 20, 2 << 20); // within the first layer
  const file = await write("spoilt.tar", spoilt);
  const image = await readBare(file, { known });
  assert.deepEqual(image.layers[0]?.blob, known.get(first.diffId));
  assert.deepEqual(blobs(image).slice(1), blobs(whole).slice(1));
  await assert.rejects(readBare(file), /hashes to sha256:/);
});

test("a layer that is not named by its hash is read, and packed no second time", async () => {
  const layers = await Promise.all(["d", "e"].map((name) => makeTar([{ name, content: Buffer.alloc(9, name) }])));
  const names = ["first/layer.tar", "second/layer.tar"];
  const file = await write("other-names.tar", await makeDockerArchive({ layers, names }));
  const [first] = (await readBare(file)).layers;
  assert.ok(first !== undefined);
  const blob = { mediaType: "application/x-known", digest: first.diffId, size: 7 };
  const known = new Map<Digest, LayerBlob>([[first.diffId, blob]]);
  assert.deepEqual((await readBare(file, { known })).layers[0]?.blob, blob);
});
