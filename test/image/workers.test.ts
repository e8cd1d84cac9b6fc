import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { hexOf } from "../../src/core/digest.ts";
import { KnownError } from "../../src/core/errors.ts";
import { type Log, silentLog } from "../../src/core/log.ts";
import { entriesOf, type Image, identifySource, type OpenPacker, readImages } from "../../src/image/index.ts";
import { scanInWorkers } from "../../src/image/scan-workers.ts";
import { openPackers } from "../../src/publish/index.ts";
import { workerSettings } from "../../src/worker-settings.ts";
import { makeDockerArchive, makeTar, STORE_A, STORE_B, sha256Hex } from "../support/archives.ts";

const workers = { ...workerSettings(new URL("../../src/cli.ts", import.meta.url).href), count: 2 };

let dir: string;
let file: string;
let archive: Buffer;
/** Large enough that two workers are started for them. */
let layers: readonly Buffer[];
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "workers-"));
  const content = (letter: string): Buffer => Buffer.alloc(21 << 20, `${letter} `);
  layers = [
    await makeTar([{ name: `${STORE_A}/big`, content: content("a") }]),
    await makeTar([
      { name: `${STORE_B}/`, type: "directory" },
      { name: `${STORE_B}/big`, content: content("b") },
    ]),
    await makeTar([
      { name: "./etc/config", content: content("c") },
      { name: "./etc/link", type: "symlink", linkname: STORE_A },
    ]),
  ];
  archive = await makeDockerArchive({ layers });
  file = path.join(dir, "app.tar");
  await writeFile(file, archive);
});
after(() => rm(dir, { recursive: true }));

interface Options {
  readonly workers?: typeof workers;
  readonly openPacker?: OpenPacker;
  readonly log?: Log;
}

const read = async (name: string, options: Options): Promise<Image> => {
  const [image] = await readImages(await identifySource(name), { log: silentLog, env: {}, ...options });
  return image as Image;
};

const facts = (image: Image): unknown =>
  image.layers.map(({ files, ...layer }) => ({ ...layer, entries: [...entriesOf(files)] }));

test("workers find what one thread finds", async () => {
  const image = await read(file, { workers });
  assert.deepEqual(facts(image), facts(await read(file, {})));
  assert.deepEqual(
    image.layers.map(({ diffId }) => hexOf(diffId)),
    layers.map(sha256Hex),
  );
});

test("more than one thread reads, each once what it reads", async () => {
  let bytes = 0;
  const seen = new Set<string>();
  const log: Log = {
    ...silentLog,
    progress: () => ({
      advance: (count) => {
        bytes += count;
      },
      doing: (what) => seen.add(what()),
      done: () => {},
    }),
  };
  await read(file, { workers, log });
  assert.equal(
    bytes,
    layers.reduce((sum, layer) => sum + layer.length, 0),
  );
  assert.ok(seen.has("alpha-1.0"), [...seen].join());
  assert.ok(seen.has("beta-2.3-lib"), [...seen].join());
});

for (const kind of ["none", "gzip"] as const) {
  test(`workers keep the same ${kind} blobs as one thread`, async () => {
    const spool = async (options: Options): Promise<ReadonlyMap<string, string>> => {
      const spoolDir = await mkdtemp(path.join(dir, "spool-"));
      const openPacker = openPackers({ compression: { kind, level: 1 }, spoolDir });
      const image = await read(file, { ...options, openPacker });
      assert.deepEqual(
        (await readdir(spoolDir)).toSorted(),
        image.layers.map(({ blob }) => hexOf(blob?.digest ?? "sha256:")).toSorted(),
      );
      const stored = image.layers.map(
        async ({ diffId, blob }) => [diffId, sha256Hex(await readFile(blob?.file ?? ""))] as const,
      );
      return new Map(await Promise.all(stored));
    };
    assert.deepEqual(await spool({ workers }), await spool({}));
  });
}

const failureOf = async (bytes: Buffer, options: Options): Promise<unknown> => {
  const broken = path.join(dir, `${sha256Hex(bytes).slice(0, 8)}.tar`);
  await writeFile(broken, bytes);
  const error = await read(broken, options).catch((caught: unknown) => caught);
  assert.ok(error instanceof KnownError, String(error));
  return [error.constructor.name, error.code, error.message];
};

test("what workers refuse is refused with the words of one thread", async () => {
  const noTar = Buffer.from(archive);
  noTar.fill(1, noTar.indexOf("./etc/link"), noTar.indexOf("./etc/link") + 5);
  const changed = Buffer.from(archive);
  changed.write("X", changed.indexOf("b b b"));
  const cut = archive.subarray(0, 40 << 20);
  for (const bytes of [noTar, changed, cut]) {
    assert.deepEqual(await failureOf(bytes, { workers }), await failureOf(bytes, {}));
  }
});

test("a folder that keeps nothing is an error of the input, also where a worker finds it", async () => {
  const openPacker = openPackers({ compression: { kind: "none", level: 0 }, spoolDir: file });
  await assert.rejects(
    read(file, { workers, openPacker }),
    (error) => error instanceof KnownError && error.code === "SPOOL_FAILED",
  );
});

/** A worker that refuses the layer "bad" and takes every other at once. */
const HASTY = `
import { parentPort } from "node:worker_threads";
parentPort.on("message", ({ member }) =>
  parentPort.postMessage(
    member === "bad"
      ? { kind: "failed", of: "input", code: "REFUSED", message: "refused" }
      : { kind: "scanned", scanned: { layer: { member } } },
  ),
);
`;

test("the end of one worker is the end, also when another has just answered", { timeout: 30_000 }, async () => {
  const script = path.join(dir, "hasty.mjs");
  await writeFile(script, HASTY);
  const ranges = ["bad", "good", "next"].map((member, i) => ({ ...A_RANGE, member, length: 3 - i }));
  const scanned = scanInWorkers(ranges, {
    ...{ url: pathToFileURL(script), count: 2, progress: silentLog.progress("x"), openPacker: undefined },
    spend: () => {},
  });
  scanned.catch(() => {});
  // Both have answered before either answer is looked at.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
  await assert.rejects(scanned, /refused/);
});

const A_RANGE = { file: "", offset: 0, length: 1, compression: "none", announced: undefined, isBlob: false } as const;
