import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { generateArchive } from "../bench/generate.ts";
import { median, tableOf } from "../bench/measure.ts";
import { silentLog } from "../src/core/log.ts";
import { identifySource, readImages } from "../src/image/index.ts";

test("the image of a benchmark is a real one, of the shape that was asked for, and the same each time", async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), "bench-"));
  const file = path.join(dir, "a.tar");
  await generateArchive(file, { layers: 5, files: 500, bytes: 20e6 });
  const [image] = await readImages(await identifySource(file), { log: silentLog, env: {} });
  const shares = (image?.layers ?? []).flatMap((layer) => [...layer.shares.values()]);
  assert.equal(shares.length, 5);
  assert.equal(
    shares.reduce((sum, share) => sum + share.files, 0),
    500,
  );
  const bytes = shares.reduce((sum, share) => sum + share.contentSize, 0);
  assert.ok(Math.abs(bytes - 20e6) < 1000, `${bytes}`);
  const ratio = (await stat(file)).size / gzipSync(await readFile(file), { level: 4 }).length;
  assert.ok(ratio > 2 && ratio < 3.2, `gzip packs it ${ratio} to 1`);
  await generateArchive(path.join(dir, "b.tar"), { layers: 5, files: 500, bytes: 20e6 });
  assert.ok((await readFile(file)).equals(await readFile(path.join(dir, "b.tar"))));
  await rm(dir, { recursive: true });
});

test("ratios are those of each round, and the one in the middle is told with their range", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  const run = (wall: number) => ({ wall, cpu: 2 * wall, memory: 100 });
  const results = new Map([
    ["we", [run(1), run(2), run(3)]],
    ["they", [run(2), run(2), run(4)]],
  ]);
  assert.deepEqual(tableOf("we", results).split("\n").slice(2), [
    "| we | 2.00 s |  | 4.00 s | 100 MB |",
    "| they | 2.00 s | **0.75** (0.50–1.00) | 4.00 s | 100 MB |",
  ]);
});
