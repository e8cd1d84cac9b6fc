import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { sha256 } from "../../src/core/hash.ts";
import { nameOf } from "../../src/core/store-path.ts";
import type { Image } from "../../src/image/index.ts";
import { MEDIA_TYPE } from "../../src/oci/index.ts";
import {
  type BaselineInfo,
  type Compared,
  compareReports,
  diffReports,
  type PackageChange,
  packageLabel,
  type Report,
  reportSchema,
} from "../../src/report/index.ts";
import { aClosure, aLayer, anImage, aShare, aStorePath, type ClosureSketch } from "../support/images.ts";
import { reportOn } from "../support/report-on.ts";

const info: BaselineInfo = { revision: "1a2b3c4", source: "cache", exact: true, name: "app" };

const reportOf = (image: Partial<Image>, sketch: ClosureSketch = {}): Report =>
  reportOn({ image: anImage(image), closure: aClosure(sketch), provenance: { source: ".#image", dirty: false } });

/** Report of an image with one layer: bytes by name, or by `name!build` for another hash of the same name. */
const holding = (sizes: Readonly<Record<string, number>>, sketch: ClosureSketch = {}): Report => {
  const shares = Object.entries(sizes).map(([key, size]) => {
    const [name = "", build] = key.split("!");
    return [aStorePath(name, build), size] as const;
  });
  return reportOf({ layers: [aLayer(Object.fromEntries(shares))] }, sketch);
};

/** `~ openssl 3.0.20 → 3.0.22 +10` for each row. */
const SIGNS = { added: "+", removed: "-", changed: "~", rebuilt: "=" } as const;
const rowOf = (row: PackageChange): string =>
  `${SIGNS[row.kind]} ${packageLabel(row)} ${row.baseline.versions.join(",")} → ${row.current.versions.join(",")} ${row.change}`;
const rowsOf = (baseline: Report, current: Report): readonly string[] =>
  diffReports(baseline, current, info).packages.map(rowOf);

const reasonsOf = (compared: Compared): unknown =>
  compared.packages.map(({ pname, chain, introducedBy, foldedInto }) => ({ pname, chain, introducedBy, foldedInto }));

test("nothing differs between a report and itself", () => {
  const report = holding({ "app-1.0": 5, "glibc-2.40": 9 });
  const compared = diffReports(report, report, info);
  assert.equal(compared.identical, true);
  assert.deepEqual(compared.packages, []);
  assert.deepEqual(compared.layers, { reused: 1, new: [], removed: [], updatePullSize: 0, commonPrefix: 1 });
  for (const pair of Object.values(compared.totals)) assert.equal(pair.baseline, pair.current);
});

test("each package that differs has one row, heaviest change first, then by name", () => {
  const baseline = holding({ "openssl-3.0.20": 500, "tzdata-2026b": 90, "zlib-1.3": 7, "glibc-2.40!a": 40, "b-1": 10 });
  const current = holding({
    "openssl-3.0.22": 510,
    "nss-cacert-3.101": 90,
    "zlib-1.3": 7,
    "glibc-2.40!b": 41,
    "a-1": 10,
  });
  assert.deepEqual(rowsOf(baseline, current), [
    "+ nss-cacert  → 3.101 90",
    "- tzdata 2026b →  -90",
    "+ a  → 1 10",
    "- b 1 →  -10",
    "~ openssl 3.0.20 → 3.0.22 10",
    "= glibc 2.40 → 2.40 1",
  ]);
});

test("outputs of one package are rows of their own", () => {
  assert.deepEqual(
    rowsOf(holding({ "gcc-13.2.0-lib": 5, "gcc-13.2.0": 50 }), holding({ "gcc-13.3.0-lib": 6, "gcc-13.2.0": 50 })),
    ["~ gcc-lib 13.2.0 → 13.3.0 1"],
  );
});

test("several versions of a package share a row and are listed oldest first", () => {
  assert.deepEqual(
    rowsOf(holding({ "node-9.1": 1, "node-22.9.0": 2 }), holding({ "node-22.11.0": 4, "node-10.0": 8 })),
    ["~ node 9.1,22.9.0 → 10.0,22.11.0 9"],
  );
});

test("a version that is there once more is a change, the same versions under other hashes are rebuilt", () => {
  const once = holding({ "glibc-2.40!a": 10 });
  assert.deepEqual(rowsOf(once, holding({ "glibc-2.40!b": 10, "glibc-2.40!c": 10 })), ["~ glibc 2.40 → 2.40,2.40 10"]);
  const twice = holding({ "glibc-2.40!a": 10, "glibc-2.39!a": 20 });
  assert.deepEqual(rowsOf(twice, holding({ "glibc-2.39!b": 21, "glibc-2.40!b": 10 })), [
    "= glibc 2.39,2.40 → 2.39,2.40 1",
  ]);
});

test("a second version next to one that stays is an addition", () => {
  assert.deepEqual(rowsOf(holding({ "glibc-2.39": 10 }), holding({ "glibc-2.39": 10, "glibc-2.40": 30 })), [
    "+ glibc  → 2.40 30",
  ]);
});

test("a package without a version is compared by name", () => {
  assert.deepEqual(rowsOf(holding({ "etc-os-release!a": 3 }), holding({ "etc-os-release!b": 4 })), [
    "= etc-os-release  →  1",
  ]);
});

test("a path that both sides hold with other contents is told, so that the sum holds", () => {
  const path = aStorePath("app-1.0");
  const baseline = reportOf({ layers: [aLayer({ [path]: 10 })] });
  const current = reportOf({ layers: [aLayer({ [path]: 10 }), aLayer({ [path]: 10 }, { tarOverhead: 1 })] });
  const [row, ...others] = diffReports(baseline, current, info).packages;
  assert.deepEqual(others, []);
  assert.deepEqual(row && [row.kind, row.change, row.baseline.paths, row.current.paths], [
    "rebuilt",
    10,
    [path],
    [path],
  ]);
});

test("an interpreter's new version changes its libraries instead of removing and adding them all", () => {
  const baseline = holding({
    "python3.12-requests-2.31.0": 5,
    "python3.12-six-1.16.0": 2,
    "php83-xdebug-3.3": 7,
    "python3.12-old-1": 1,
  });
  const current = holding({
    "python3.13-requests-2.32.3": 8,
    "python3.13-six-1.16.0": 2,
    "php84-xdebug-3.4": 7,
    "perl5.40-old-1": 1,
  });
  assert.deepEqual(rowsOf(baseline, current), [
    "~ python3.13-requests 2.31.0 → 2.32.3 3",
    "+ perl5.40-old  → 1 1",
    "- python3.12-old 1 →  -1",
    "~ php84-xdebug 3.3 → 3.4 0",
    "~ python3.13-six 1.16.0 → 1.16.0 0",
  ]);
});

test("libraries of two interpreter versions that both come, or both go, are rows of their own", () => {
  const both = holding({ "python3.12-six-1.16": 2, "python3.13-six-1.16": 3 });
  assert.deepEqual(rowsOf(holding({}), both), ["+ python3.13-six  → 1.16 3", "+ python3.12-six  → 1.16 2"]);
  assert.deepEqual(rowsOf(both, holding({})), ["- python3.13-six 1.16 →  -3", "- python3.12-six 1.16 →  -2"]);
});

test("libraries of one interpreter version stay apart when their package is there on both sides", () => {
  const baseline = holding({ "python3.12-six-1.15": 2 });
  const current = holding({ "python3.12-six-1.16": 2, "python3.13-six-1.16": 2 });
  assert.deepEqual(rowsOf(baseline, current), ["+ python3.13-six  → 1.16 2", "~ python3.12-six 1.15 → 1.16 0"]);
});

test("an addition is explained by who brought it in, and its own new dependencies are folded into it", () => {
  const before: ClosureSketch = { "api-1": [1, "imaging-1"], "imaging-1": [1, "glibc-2.40"], "glibc-2.40": [1] };
  const after: ClosureSketch = {
    "api-1": [1, "imaging-2"],
    "imaging-2": [1, "glibc-2.40", "ffmpeg-7.1-bin"],
    "ffmpeg-7.1-bin": [1, "x265-4", "glibc-2.40"],
    "x265-4": [1, "numactl-2"],
    "numactl-2": [1, "glibc-2.40"],
    "glibc-2.40": [1],
  };
  const baseline = holding({ "api-1": 1, "imaging-1": 2, "glibc-2.40": 3 }, before);
  const current = holding(
    { "api-1": 1, "imaging-2": 2, "glibc-2.40": 3, "ffmpeg-7.1-bin": 90, "x265-4": 20, "numactl-2": 5 },
    after,
  );
  assert.deepEqual(reasonsOf(diffReports(baseline, current, info)), [
    { pname: "ffmpeg", chain: ["api", "imaging", "ffmpeg"], introducedBy: "imaging", foldedInto: undefined },
    { pname: "x265", chain: ["api", "imaging", "ffmpeg", "x265"], introducedBy: "imaging", foldedInto: "ffmpeg-bin" },
    {
      pname: "numactl",
      chain: ["api", "imaging", "ffmpeg", "x265", "numactl"],
      introducedBy: "imaging",
      foldedInto: "ffmpeg-bin",
    },
    { pname: "imaging", chain: undefined, introducedBy: undefined, foldedInto: undefined },
  ]);
});

test("an addition that only the image itself dominates is introduced by nobody", () => {
  const sketch: ClosureSketch = { "a-1": [1, "new-1"], "b-1": [1, "new-1"], "new-1": [1] };
  const compared = diffReports(
    holding({ "a-1": 1, "b-1": 1 }),
    holding({ "a-1": 1, "b-1": 1, "new-1": 9 }, sketch),
    info,
  );
  assert.deepEqual(reasonsOf(compared), [
    { pname: "new", chain: ["a", "new"], introducedBy: undefined, foldedInto: undefined },
  ]);
});

test("an added package is folded only when all of its paths come with the same other addition", () => {
  const baseline = holding({ "app-1": 1 });
  const sizes = { "app-1": 1, "x-1": 50, "y-1": 40, "lib-1": 5, "lib-2": 4 };
  const apart: ClosureSketch = {
    "app-1": [1, "x-1", "y-1"],
    "x-1": [1, "lib-1"],
    "y-1": [1, "lib-2"],
    "lib-1": [1],
    "lib-2": [1],
  };
  const together: ClosureSketch = { ...apart, "x-1": [1, "lib-1", "lib-2"], "y-1": [1] };
  const folds = (sketch: ClosureSketch) =>
    diffReports(baseline, holding(sizes, sketch), info).packages.map((row) => [row.pname, row.foldedInto]);
  assert.deepEqual(folds(apart), [
    ["x", undefined],
    ["y", undefined],
    ["lib", undefined],
  ]);
  assert.deepEqual(folds(together), [
    ["x", undefined],
    ["y", undefined],
    ["lib", "x"],
  ]);
});

test("two added versions of one package, one below the other, are not folded into themselves", () => {
  const sketch: ClosureSketch = { "app-1": [1, "lib-2"], "lib-2": [1, "lib-1"], "lib-1": [1] };
  const compared = diffReports(holding({ "app-1": 1 }), holding({ "app-1": 1, "lib-2": 9, "lib-1": 3 }, sketch), info);
  assert.deepEqual(reasonsOf(compared), [
    { pname: "lib", chain: ["app", "lib"], introducedBy: "app", foldedInto: undefined },
  ]);
});

test("an addition that nothing refers to is the image's own", () => {
  const compared = diffReports(holding({ "a-1": 1 }), holding({ "a-1": 1, "b-1": 2 }), info);
  assert.deepEqual(reasonsOf(compared), [{ pname: "b", chain: ["b"], introducedBy: undefined, foldedInto: undefined }]);
});

test("dominators that run in a circle in a made-up report do not hang the comparison", () => {
  const report = holding({ "a-1": 1, "b-1": 2 }, { "a-1": [1, "b-1"], "b-1": [1] });
  const [a, b] = [aStorePath("a-1"), aStorePath("b-1")];
  const circle = {
    ...report,
    storePaths: report.storePaths.map((entry) => ({ ...entry, dominator: entry.path === a ? b : a })),
  };
  assert.equal(diffReports(holding({}), circle, info).packages.length, 2);
});

test("layers are matched by diffId, and a new one is pulled once however often it is there", () => {
  const layer = (name: string, size: number) =>
    aLayer({ [aStorePath(name)]: size }, { blob: { mediaType: MEDIA_TYPE.layerGzip, digest: sha256(name), size } });
  const [kept, gone, fresh] = [layer("kept", 10), layer("gone", 20), layer("fresh", 30)];
  const compared = diffReports(
    reportOf({ layers: [kept, gone] }),
    reportOf({ layers: [kept, fresh, kept, fresh] }),
    info,
  );
  assert.deepEqual(compared.layers, {
    reused: 2,
    new: [fresh.diffId, fresh.diffId],
    removed: [gone.diffId],
    updatePullSize: 30,
    commonPrefix: 1,
  });
});

test("the update pull is unknown when a new layer's compressed size is", () => {
  const compared = diffReports(holding({ "a-1": 1 }), holding({ "b-1": 1 }), info);
  assert.equal("updatePullSize" in compared.layers, false);
  assert.deepEqual(compared.totals.compressedSize, {});
});

test("only the same config with the same layers in the same order is identical", () => {
  const [one, two] = [aLayer({ [aStorePath("a")]: 1 }), aLayer({ [aStorePath("b")]: 2 })];
  const config = { architecture: "amd64", os: "linux", rootfs: { diff_ids: [] } };
  const identical = (a: Partial<Image>, b: Partial<Image>): boolean =>
    diffReports(reportOf(a), reportOf(b), info).identical;
  assert.equal(identical({ layers: [one, two], config }, { layers: [one, two], config }), true);
  assert.equal(identical({ layers: [one, two], config }, { layers: [two, one], config }), false);
  assert.equal(identical({ layers: [one], config }, { layers: [one, one], config }), false);
  assert.equal(identical({ layers: [one] }, { layers: [one], configDigest: sha256("other") }), false);
});

test("totals are told for both sides", () => {
  const baseline = reportOf({ layers: [aLayer({ [aStorePath("a")]: 5 }, { root: aShare(3), tarOverhead: 2 })] });
  const current = reportOf({
    layers: [aLayer({}, { root: aShare(4), tarOverhead: 1 }), aLayer({}, { tarOverhead: 0 })],
  });
  assert.deepEqual(diffReports(baseline, current, info).totals, {
    compressedSize: {},
    uncompressedSize: { baseline: 10, current: 5 },
    contentSize: { baseline: 8, current: 4 },
    tarOverhead: { baseline: 2, current: 1 },
    rootContentSize: { baseline: 3, current: 4 },
    storePaths: { baseline: 1, current: 0 },
    layers: { baseline: 1, current: 2 },
    reclaimable: { baseline: 0, current: 0 },
  });
});

test("images for different platforms are not compared", () => {
  const arm = reportOf({ platform: { os: "linux", architecture: "arm64" } });
  assert.deepEqual(compareReports(arm, reportOf({}), info), {
    kind: "no-baseline",
    reason: "other-platform",
    detail: "the baseline is for linux/arm64, this image for linux/amd64",
  });
  assert.equal(compareReports(arm, arm, info).kind, "compared");
});

test("a report with its comparison fits the schema", () => {
  const baseline = holding({ "app-1": 1 });
  const current = holding({ "app-1": 1, "new-1": 2 }, { "app-1": [1, "new-1"], "new-1": [1] });
  const report = { ...current, comparison: compareReports(baseline, current, info) };
  assert.deepEqual(v.parse(reportSchema, JSON.parse(JSON.stringify(report))), report);
});

test("rows keep the paths that they stand for", () => {
  const [row] = diffReports(holding({ "a-1": 1 }), holding({ "a-2": 1, "a-1.5": 1 }), info).packages;
  assert.deepEqual(row?.current.paths.map(nameOf), ["a-1.5", "a-2"]);
  assert.deepEqual(row?.baseline.paths.map(nameOf), ["a-1"]);
});

test("a secret of a baseline that an earlier version wrote is not told by what changed", () => {
  const report = holding({ "app-1.0": 5 });
  const started = (env: readonly string[]): Report => ({
    ...report,
    image: { ...report.image, config: { env: [...env] } },
  });
  assert.deepEqual(
    diffReports(started(["API_TOKEN=hunter2", "A=1"]), started(["API_TOKEN=hunter3", "A=2"]), info).config,
    [{ field: "Env A", baseline: "1", current: "2" }],
  );
  assert.deepEqual(diffReports(started(["API_TOKEN=hunter2"]), started([]), info).config, [
    { field: "Env API_TOKEN", baseline: "***" },
  ]);
});
