import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { silentLog } from "../../src/core/log.ts";
import { nameOf, type StorePath, storePathOf } from "../../src/core/store-path.ts";
import { identifySource, readImages } from "../../src/image/index.ts";
import { type Compared, compareReports, type Report } from "../../src/report/index.ts";
import { fixturePath, readFixture, withoutFixtures } from "../support/fixtures.ts";
import { recordedClosure } from "../support/recorded.ts";
import { reportOn } from "../support/report-on.ts";

const INFO = { source: "image", exact: true, name: "app" } as const;

/** Reports of all images in an archive; without Nix, as on a machine that has none. */
const reportsOf = async (name: string): Promise<readonly Report[]> => {
  const file = fixturePath(join("images", name));
  const images = await readImages(await identifySource(file), { log: silentLog, env: {} });
  return images.map((image) => reportOn({ image, provenance: { source: name, dirty: false } }));
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const between = (baseline: Report, current: Report): Compared => {
  const compared = compareReports(baseline, current, INFO);
  assert.ok(compared.kind === "compared");
  return compared;
};

/** Bytes of regular files by store path, counted by GNU tar from the unpacked archive. */
const measureByTar = (name: string): ReadonlyMap<StorePath | undefined, number> => {
  const dir = mkdtempSync(join(tmpdir(), "fixture-"));
  try {
    execFileSync("tar", ["-xf", fixturePath(join("images", name)), "-C", dir]);
    const [manifest] = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")) as [{ Layers: string[] }];
    const sizes = new Map<StorePath | undefined, number>();
    for (const layer of manifest.Layers) {
      const list = execFileSync("tar", ["-tvf", join(dir, layer), "--numeric-owner"], { encoding: "utf8" });
      for (const line of list.split("\n")) {
        const [, size, file] = /^-\S+ +\S+ +([0-9]+) +\S+ +\S+ +(.*)$/.exec(line) ?? [];
        if (file === undefined) continue;
        const owner = storePathOf(`/${file.replace(/^\.?\//, "")}`);
        sizes.set(owner, (sizes.get(owner) ?? 0) + Number(size));
      }
    }
    return sizes;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

describe("comparisons of recorded images", { skip: withoutFixtures }, () => {
  let reports: readonly Report[];
  before(async () => {
    const names = readdirSync(fixturePath("images")).filter((name) => !name.endsWith(".json"));
    reports = (await Promise.all(names.map(reportsOf))).flat();
    assert.ok(reports.length >= 50, `${reports.length} images`);
  });

  test("of every pair: all changes add up to the change of the whole, to the byte", () => {
    let pairs = 0;
    for (const baseline of reports)
      for (const current of reports) {
        if (baseline.image.platform !== current.image.platform) continue;
        pairs += 1;
        const { packages, totals, layers } = between(baseline, current);
        const root = (totals.rootContentSize.current ?? 0) - (totals.rootContentSize.baseline ?? 0);
        const whole = (totals.contentSize.current ?? 0) - (totals.contentSize.baseline ?? 0);
        assert.equal(sum(packages.map(({ change }) => change)) + root, whole);
        assert.equal(layers.reused + layers.new.length, current.layers.length);
        assert.ok((layers.commonPrefix ?? -1) <= Math.min(baseline.layers.length, current.layers.length));
        for (const { change, baseline: before, current: after } of packages)
          assert.equal(after.contentSize - before.contentSize, change);
      }
    assert.ok(pairs > 2000, `${pairs} pairs`);
  });

  test("of every image: retained sizes follow the dominators, and together they are the closure", () => {
    for (const { storePaths, totals } of reports) {
      const retained = new Map(storePaths.map((entry) => [entry.path, entry.retainedSize ?? Number.NaN]));
      for (const entry of storePaths) {
        const below = storePaths.filter(({ dominator }) => dominator === entry.path);
        const children = sum(below.map(({ path }) => retained.get(path) ?? Number.NaN));
        assert.equal(entry.retainedSize, (entry.narSize ?? Number.NaN) + children, entry.path);
      }
      const tops = storePaths.filter(({ dominator }) => dominator === undefined);
      assert.equal(sum(tops.map(({ retainedSize }) => retainedSize ?? Number.NaN)), totals.narSize ?? 0);
    }
  });

  for (const name of ["app-rev-a", "app-rev-b", "layered-leaky-small"])
    test(`${name}: the graph that its own bytes show is the one that Nix recorded, NAR sizes included`, async () => {
      const [report] = await reportsOf(`${name}.tar.gz`);
      const { closure } = recordedClosure(name);
      const held = new Set(report?.storePaths.map(({ path }) => path));
      assert.ok(held.size >= 4);
      for (const { path, narSize, references = [] } of report?.storePaths ?? []) {
        const known = closure.paths.get(path);
        assert.equal(narSize, known?.narSize, path);
        const wanted = known?.references.filter((reference) => reference !== path && held.has(reference)).sort();
        assert.deepEqual([...references].sort(), wanted, path);
      }
    });

  test("app-rev-a to app-rev-b: every number is what tar counts in the archives, and nix in the store", async () => {
    const [[baseline], [current]] = await Promise.all([reportsOf("app-rev-a.tar.gz"), reportsOf("app-rev-b.tar.gz")]);
    assert.ok(baseline && current);
    const compared = between(baseline, current);
    const [before, after] = [measureByTar("app-rev-a.tar.gz"), measureByTar("app-rev-b.tar.gz")];
    const sizesOf = (paths: readonly StorePath[], sizes: typeof before): number =>
      sum(paths.map((path) => sizes.get(path) ?? 0));
    for (const row of compared.packages) {
      assert.equal(row.baseline.contentSize, sizesOf(row.baseline.paths, before), row.pname);
      assert.equal(row.current.contentSize, sizesOf(row.current.paths, after), row.pname);
    }
    assert.deepEqual(compared.totals.contentSize, {
      baseline: sum([...before.values()]),
      current: sum([...after.values()]),
    });
    const listed = (file: string): readonly string[] => readFixture(`diff/${file}`).trim().split("\n");
    const narSizes = new Map(
      ["image.only-in-a", "image.only-in-b", "image.common"]
        .flatMap(listed)
        .map((line) => line.split("\t") as [string, string]),
    );
    for (const { path, narSize } of [...baseline.storePaths, ...current.storePaths])
      assert.equal(String(narSize), narSizes.get(path), nameOf(path));
  });

  test("app-rev-a to app-rev-b: what came, what changed, which layers are pulled", async () => {
    const [[baseline], [current]] = await Promise.all([reportsOf("app-rev-a.tar.gz"), reportsOf("app-rev-b.tar.gz")]);
    assert.ok(baseline && current);
    const { layers, packages, findings } = between(baseline, current);
    assert.deepEqual([layers.reused, layers.new.length, layers.removed.length], [2, 4, 4]);
    assert.deepEqual(
      packages.map(({ kind, pname }) => `${kind} ${pname}`),
      ["added nss-cacert", "removed tzdata", "changed openssl", "changed hello-server"],
    );
    assert.deepEqual(findings?.new, []);
    assert.deepEqual(
      findings?.resolved.map(({ id, value }) => `${id} ${value}`),
      ["no-ca-certs openssl-3.0.20"],
    );
  });

  test("the leaky image: the compiler, by which chain, in which file, and what cutting it frees", async () => {
    const [report] = await reportsOf("layered-leaky-small.tar.gz");
    const gcc = report?.storePaths.find(({ pname }) => pname === "gcc");
    const finding = report?.findings?.find(({ id }) => id === "build-tool-in-runtime");
    assert.equal(finding?.bytes, gcc?.retainedSize);
    const { paths } = recordedClosure("layered-leaky-small").closure;
    const freed = [...paths.values()].filter(({ path }) => /-(gcc-12\.2\.0|glibc-2\.36-9)$/.test(path));
    assert.equal(finding?.bytes, sum(freed.map(({ narSize }) => narSize))); // nothing else needs this glibc
    assert.deepEqual(finding?.chain, ["hello-leaky-small-1.0.0", "gcc-12.2.0"]);
    assert.match(finding?.file ?? "", /-hello-leaky-small-1\.0\.0\/bin\/hello-leaky-small$/);
  });

  test("images with duplicate content: as many bytes as an independent program found twice", async () => {
    const { images } = JSON.parse(readFixture("manifest.json")) as {
      images: { name: string; file: string; duplicateFiles?: { wastedBytes: number } }[];
    };
    const wasteful = images.filter(({ name }) => name.includes("dup"));
    assert.ok(wasteful.length >= 4);
    for (const { file, duplicateFiles } of wasteful) {
      const [report] = await reportsOf(file.replace(/^images\//, ""));
      assert.equal(report?.content?.reclaimable, duplicateFiles?.wastedBytes, file);
    }
  });
});
