import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { hexOf } from "../../src/core/digest.ts";
import { sha256 } from "../../src/core/hash.ts";
import { silentLog } from "../../src/core/log.ts";
import { identifySource, type LayerBlob, type OpenPacker, readImages } from "../../src/image/index.ts";
import { type CompressWorkers, openPackers, packManifest, writeOciLayout } from "../../src/publish/index.ts";
import { workerSettings } from "../../src/worker-settings.ts";
import { makeDockerArchive, makeTar } from "../support/archives.ts";

const run = promisify(execFile);

const workers: CompressWorkers = { ...workerSettings(new URL("../../src/cli.ts", import.meta.url).href), count: 2 };

let scratch: string;
before(async () => {
  scratch = await mkdtemp(path.join(os.tmpdir(), "blocks-"));
});
after(() => rm(scratch, { recursive: true }));

const newFolder = () => mkdtemp(path.join(scratch, "case-"));

/** The same each time: in turn words, and what does not compress. */
const makeBytes = (size: number): Buffer => {
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < size; turn++) {
    const seed = createHash("sha512").update(`${turn}`).digest();
    const piece =
      turn % 3 === 0 ? seed : Buffer.from(`return ${turn % 7} of ${turn % 11} to /nix/store/${turn % 13}; `);
    pieces.push(piece);
    at += piece.length;
  }
  return Buffer.concat(pieces).subarray(0, size);
};

const feed = async (open: OpenPacker, bytes: Buffer, step = 300_001): Promise<LayerBlob> => {
  const packer = open(undefined);
  const shared = Buffer.alloc(step); // is overwritten, as readers do
  for (let at = 0; at < bytes.length; at += step) {
    const size = bytes.copy(shared, 0, at, at + step);
    await packer.write(shared.subarray(0, size));
  }
  return packer.finish(sha256(bytes));
};

const BLOCK = { gzip: 1 << 20, zstd: 1 << 20 } as const;
/** So many bytes go by before workers are started. */
const FEW = 8 << 20;

for (const kind of ["gzip", "zstd"] as const) {
  const compression = { kind, level: kind === "gzip" ? 4 : 3 };

  test(`the ${kind} program reads layers of all sizes`, async () => {
    const spoolDir = await newFolder();
    const open = openPackers({ compression, spoolDir });
    const block = BLOCK[kind];
    for (const size of [0, 1, block - 1, block, block + 1, 3 * block + 12_345]) {
      const bytes = makeBytes(size);
      const { file = "" } = await feed(open, bytes);
      const decode = `${kind} -dc < '${file}'`; // their names say nothing of how they are compressed
      const { stdout } = await run("bash", ["-c", decode], { encoding: "buffer", maxBuffer: 1 << 25 });
      assert.ok(stdout.equals(bytes), `${size} bytes`);
    }
  });

  test(`workers make the same ${kind} blob as one thread, and leave the blob alone`, async () => {
    const bytes = makeBytes(FEW + 5 * BLOCK[kind] + 1);
    const spoolDir = await newFolder();
    const alone = await feed(openPackers({ compression }), bytes);
    const { file = "", ...together } = await feed(openPackers({ compression, spoolDir, workers }), bytes, 7_000_000);
    assert.deepEqual(together, alone);
    assert.deepEqual(await readdir(spoolDir), [path.basename(file)]);
    assert.equal(sha256(await readFile(file)), alone.digest);
  });

  test(`what does not compress grows by less than a thousandth under ${kind}`, async () => {
    const seeds = Array.from({ length: 80_000 }, (_, i) => createHash("sha512").update(`${i}`).digest());
    const bytes = Buffer.concat(seeds);
    const { size } = await feed(openPackers({ compression }), bytes);
    assert.ok(size > bytes.length * 0.99 && size < bytes.length * 1.001, `${size} of ${bytes.length}`);
  });
}

test("gzip gives the same bytes on every machine and with every Node", async () => {
  const blob = await feed(openPackers({ compression: { kind: "gzip", level: 4 } }), makeBytes(3 << 20));
  assert.equal(blob.digest, "sha256:502f0fcde79f23e33bdb4decea17b55e4b67dd121e702e6e6efb1d251654a153");
});

test("no level of gzip packs worse than the one below it", async () => {
  const program = (await readFile(process.execPath)).subarray(0, 2 << 20);
  const sizes: number[] = [];
  for (let level = 1; level <= 9; level++)
    sizes.push((await feed(openPackers({ compression: { kind: "gzip", level } }), program)).size);
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  );
  assert.ok((sizes.at(-1) ?? 0) < gzipSync(program, { level: 9 }).length);
});

test("skopeo unpacks layers of many blocks to what their diffIDs say", async () => {
  const layers = [await makeTar([{ name: "large", content: makeBytes(9 << 20) }])];
  for (const kind of ["gzip", "zstd"] as const) {
    const folder = await newFolder();
    const [file, layout] = [path.join(folder, "image.tar"), path.join(folder, "layout")];
    await writeFile(file, await makeDockerArchive({ layers }));
    const openPacker = openPackers({ compression: { kind, level: 3 }, spoolDir: path.join(folder, "blobs"), workers });
    const [image] = await readImages(await identifySource(file), { log: silentLog, env: {}, openPacker });
    assert.ok(image);
    await writeOciLayout({ folder: layout, packed: packManifest(image), tags: ["v1"] });
    const unpacked = path.join(folder, "unpacked");
    const source = `oci:${layout}:v1`;
    await run("skopeo", ["copy", "--insecure-policy", "--dest-decompress", source, `dir:${unpacked}`]);
    const names = await readdir(unpacked);
    for (const layer of layers) assert.ok(names.includes(hexOf(sha256(layer))), `${kind}: ${names}`);
  }
});

const withWorker = async (script: string): Promise<CompressWorkers> => {
  const file = path.join(await newFolder(), "worker.mjs");
  await writeFile(file, script);
  return { compressUrl: pathToFileURL(file), count: 2 };
};

for (const [name, script, told] of [
  ["ends", "process.exit(3)", /a compressing worker ended with 3/],
  ["cannot be loaded", "import './not-there.mjs'", /not-there/],
  ["throws", "throw new Error('out of order')", /out of order/],
  [
    "refuses a block",
    `import { parentPort } from "node:worker_threads";
     parentPort.on("message", () => parentPort.postMessage({ kind: "failed", message: "no room" }));`,
    /no room/,
  ],
] as const) {
  test(`a compressing worker that ${name} is told, and leaves nothing behind`, { timeout: 60_000 }, async () => {
    const spoolDir = await newFolder();
    const broken = await withWorker(script);
    const open = openPackers({ compression: { kind: "gzip", level: 1 }, spoolDir, workers: broken });
    const packer = open(undefined);
    const feeding = async (): Promise<unknown> => {
      for (let at = 0; at < 20; at++) await packer.write(Buffer.alloc(1 << 20, "x"));
      return packer.finish(sha256(""));
    };
    await assert.rejects(feeding(), told);
    await packer.abort();
    assert.deepEqual(await readdir(spoolDir), []);
  });
}

test("a layer that is given up while workers have blocks of it leaves nothing behind", async () => {
  const spoolDir = await newFolder();
  const open = openPackers({ compression: { kind: "gzip", level: 9 }, spoolDir, workers });
  const [packer, next] = [open(undefined), open(undefined)];
  await packer.write(makeBytes(FEW + (3 << 20)));
  await packer.abort();
  assert.equal((await readdir(spoolDir)).length, 1, "the file of the packer that is still open");
  await next.write(Buffer.from("the workers go on"));
  assert.ok((await next.finish(sha256(""))).size > 0);
});

test("memory does not grow with the layer", async () => {
  const open = openPackers({ compression: { kind: "gzip", level: 1 }, spoolDir: await newFolder(), workers });
  const piece = makeBytes(1 << 20);
  const packer = open(undefined);
  const start = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let at = 0; at < 160; at++) {
    await packer.write(piece);
    most = Math.max(most, process.memoryUsage().arrayBuffers - start);
  }
  await packer.finish(sha256(""));
  assert.ok(most > 0 && most < 32 << 20, `${most} bytes of buffers`);
});
