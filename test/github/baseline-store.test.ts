import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import {
  type BaselineStore,
  type CacheReader,
  openBaselineStore,
  type StoreScope,
  saveStaged,
} from "../../src/github/index.ts";
import { captureLog } from "../registry/support/open.ts";

const ONE = "1".repeat(40);
const TWO = "2".repeat(40);
const SCOPE: StoreScope = {
  ...{ images: [".#image"], buildArgs: [], compression: "gzip:4", platform: "", runner: "Linux-X64" },
};

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "baseline-store-"));
});
after(() => rm(dir, { recursive: true }));

interface Entry {
  readonly key: string;
  /** Path that the entry is for. */
  readonly folder: string;
  /** Where its files are kept. */
  readonly kept: string;
}

/** A cache with the service's rules: an entry is for its paths, the key wins, then the newest that starts with a restore key. */
const aCache = () => {
  const entries: Entry[] = [];
  return {
    reports: () =>
      Promise.all(entries.map(async ({ key, kept }) => [key, await readFile(path.join(kept, "reports.json"), "utf8")])),
    saveCache: async ([folder = ""]: string[], key: string) => {
      if (entries.some((entry) => entry.key === key)) return -1;
      const kept = await mkdtemp(path.join(dir, "entry-"));
      await cp(folder, kept, { recursive: true });
      return entries.push({ key, folder, kept });
    },
    restoreCache: async ([folder = ""]: string[], primaryKey: string, restoreKeys: string[] = []) => {
      const newest = entries.toReversed().filter((entry) => entry.folder === folder);
      const found =
        newest.find(({ key }) => key === primaryKey) ??
        newest.find(({ key }) => [primaryKey, ...restoreKeys].some((prefix) => key.startsWith(prefix)));
      if (found === undefined) return undefined;
      await cp(found.kept, folder, { recursive: true });
      return found.key;
    },
  };
};

/** A report, and a trend that tells it from others. */
const entry = (report: string) => ({ report, trend: `trend of ${report}` });

const open = (cache: CacheReader, scope: Partial<StoreScope> = {}, log = captureLog()): BaselineStore =>
  openBaselineStore({ cache, dir, scope: { ...SCOPE, ...scope }, log });

test("a report is found again under its commit, and under no other", async () => {
  const cache = aCache();
  const log = captureLog();
  await saveStaged(cache, await open(cache).stage(ONE, entry("report one")), log);
  assert.deepEqual(await open(cache).restore(ONE), { revision: ONE, text: "report one" });
  assert.equal(await open(cache).restore(TWO), undefined);
  assert.match(
    log.text(),
    new RegExp(`Stored the report of this commit \\(nix-image-report-v2-[0-9a-f]{16}-${ONE}\\)`),
  );
});

test("without a commit the newest report is found, with the commit that it is of", async () => {
  const cache = aCache();
  for (const revision of [ONE, TWO])
    await saveStaged(cache, await open(cache).stage(revision, entry(`of ${revision}`)), captureLog());
  assert.deepEqual(await open(cache).restore(undefined), { revision: TWO, text: `of ${TWO}` });
});

test("a commit whose id only starts like the wanted one is not taken for it", async () => {
  const cache = aCache();
  await saveStaged(cache, await open(cache).stage(`${ONE}2`, entry("longer")), captureLog());
  assert.equal(await open(cache).restore(ONE), undefined);
});

test("reports of other images, of other builds and of other machines stay apart", async () => {
  const cache = aCache();
  await saveStaged(cache, await open(cache).stage(ONE, entry("x64")), captureLog());
  const others: readonly Partial<StoreScope>[] = [
    { images: [".#image", ".#other"] },
    { buildArgs: ["--impure"] },
    { compression: "zstd:3" },
    { platform: "linux/amd64" },
    { runner: "Linux-ARM64" },
  ];
  for (const other of others) {
    assert.equal(await open(cache, other).restore(ONE), undefined, JSON.stringify(other));
    assert.equal(await open(cache, other).restore(undefined), undefined, JSON.stringify(other));
  }
});

test("steps of one job stage side by side, for other images and for other commits", async () => {
  const cache = aCache();
  const staged = [
    await open(cache).stage(ONE, entry("a")),
    await open(cache, { images: [".#b"] }).stage(ONE, entry("b")),
    await open(cache).stage(TWO, entry("c")),
  ];
  for (const one of staged) await saveStaged(cache, one, captureLog());
  assert.deepEqual(await cache.reports(), [
    [staged[0]?.key, "a"],
    [staged[1]?.key, "b"],
    [staged[2]?.key, "c"],
  ]);
});

test("what a later step restores is not saved as what an earlier one staged", async () => {
  const cache = aCache();
  await saveStaged(cache, await open(cache).stage(ONE, entry("of the base commit")), captureLog());
  const staged = await open(cache).stage(TWO, entry("of this commit"));
  assert.deepEqual(await open(cache).restore(ONE), { revision: ONE, text: "of the base commit" });
  await saveStaged(cache, staged, captureLog());
  assert.deepEqual(await open(cache).restore(TWO), { revision: TWO, text: "of this commit" });
});

test("what an earlier run left on disk is not taken for the cache's answer", async () => {
  const cache = aCache();
  const { folder } = await open(cache).stage(ONE, entry("staged"));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "reports.json"), "left over");
  const claims: CacheReader = { restoreCache: async (_, key) => key };
  const log = captureLog();
  assert.equal(await open(claims, {}, log).restore(ONE), undefined);
  assert.match(log.text(), /could not be read from the cache \(ENOENT/);
});

test("a cache that fails leaves no baseline and says why", async () => {
  const log = captureLog();
  const broken: CacheReader = { restoreCache: () => Promise.reject(new Error("cache service is down")) };
  assert.equal(await open(broken, {}, log).restore(ONE), undefined);
  assert.deepEqual(log.lines, ["The stored report could not be read from the cache (cache service is down)."]);
});

test("a cache that failed once is not waited for again", async () => {
  const log = captureLog();
  let asked = 0;
  const broken: CacheReader = {
    restoreCache: () => {
      asked += 1;
      return Promise.reject(new Error("cache service is down"));
    },
  };
  const store = open(broken, {}, log);
  assert.deepEqual(
    [await store.restore(ONE), await store.restore(undefined), await store.trend()],
    [undefined, undefined, ""],
  );
  assert.deepEqual([asked, log.lines.length], [1, 1]);
});

test("a cache that never answers is given up", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const log = captureLog();
  const asked = Promise.withResolvers<void>();
  const silent: CacheReader = {
    restoreCache: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  };
  const restored = open(silent, {}, log).restore(ONE);
  await asked.promise;
  await new Promise(setImmediate);
  t.mock.timers.tick(20_000);
  assert.equal(await restored, undefined);
  assert.match(log.text(), /no answer within 20 s/);
});

test("a report that cannot be saved, or was saved by another run, fails nothing", async () => {
  const cache = aCache();
  const staged = await open(cache).stage(ONE, entry("report"));
  const log = captureLog();
  await saveStaged(cache, staged, log);
  await saveStaged(cache, staged, log);
  await saveStaged({ saveCache: () => Promise.reject(new Error("read-only token")) }, staged, log);
  assert.deepEqual(log.lines.slice(1), [
    "The report of this commit was not stored again.",
    "The report of this commit could not be stored (read-only token).",
  ]);
});

test("the trend is that of the report which was restored first", async () => {
  const cache = aCache();
  for (const revision of [ONE, TWO])
    await saveStaged(cache, await open(cache).stage(revision, entry(revision)), captureLog());
  const store = open(cache);
  await store.restore(ONE);
  await store.restore(undefined);
  assert.equal(await store.trend(), `trend of ${ONE}`);
});

test("the trend is that of the newest report where the wanted one is missing, and empty where there is none", async () => {
  const cache = aCache();
  const store = open(cache);
  assert.equal(await store.trend(), "");
  await saveStaged(cache, await store.stage(ONE, entry("one")), captureLog());
  assert.equal(await store.restore(TWO), undefined);
  assert.equal(await store.trend(), "trend of one");
});
