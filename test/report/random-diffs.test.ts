import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import type { StorePath } from "../../src/core/store-path.ts";
import type { Layer } from "../../src/image/index.ts";
import { type BaselineInfo, diffReports, type Report, reportSchema } from "../../src/report/index.ts";
import { aClosure, aLayer, anImage, aShare, aStorePath } from "../support/images.ts";
import { type Random, seeded } from "../support/random.ts";
import { reportOn } from "../support/report-on.ts";

const info: BaselineInfo = { source: "build", exact: false, name: "app" };

const NAMES = [
  ..."app-1.0 app-1.1 glibc-2.39 glibc-2.40 glibc-2.40-bin etc-conf openssl-3.0 openssl-3.1 zlib-1.3".split(" "),
  ..."python3.12-six-1 python3.13-six-1 python3.12-foo-1 python3.13-foo-2 perl5.38-foo-1 ffmpeg-7 x265-4".split(" "),
];

/** Two reports draw from the same names with two hashes each, so that every kind of change comes up. */
const randomReport = (random: Random): Report => {
  const share = (): readonly [StorePath, number] => [
    aStorePath(random.pick(NAMES), random.chance(0.8) ? "" : "again"),
    random.below(4) * 100 + random.below(2),
  ];
  const layers: Layer[] = Array.from({ length: random.below(5) }, () =>
    aLayer(Object.fromEntries(Array.from({ length: random.below(6) }, share)), {
      root: aShare(random.below(50)),
      tarOverhead: random.below(1000),
    }),
  );
  const references = (i: number): string[] => NAMES.slice(i + 1).filter(() => random.chance(0.15));
  const closure = aClosure(
    Object.fromEntries(NAMES.map((name, i) => [name, [random.below(100), ...references(i)] as const])),
  );
  return reportOn({ image: anImage({ layers }), closure, provenance: { source: ".#image", dirty: false } });
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const checkPair = (baseline: Report, current: Report, label: string): void => {
  const compared = diffReports(baseline, current, info);
  const changes =
    sum(compared.packages.map((row) => row.change)) + current.root.contentSize - baseline.root.contentSize;
  assert.equal(changes, current.totals.contentSize - baseline.totals.contentSize, `${label}: sum of the changes`);
  for (const side of ["baseline", "current"] as const) {
    const sizes = new Map(
      (side === "baseline" ? baseline : current).storePaths.map((path) => [path.path, path.contentSize]),
    );
    for (const row of compared.packages) {
      assert.equal(row[side].contentSize, sum(row[side].paths.map((path) => sizes.get(path) ?? Number.NaN)), label);
      assert.equal(row[side].paths.length, row[side].versions.length, label);
    }
    const listed = compared.packages.flatMap((row) => row[side].paths);
    assert.equal(new Set(listed).size, listed.length, `${label}: no path is in two rows`);
  }
  for (const row of compared.packages)
    assert.equal(row.change, row.current.contentSize - row.baseline.contentSize, label);
  assert.equal(compared.layers.reused + compared.layers.new.length, current.layers.length, label);
  const report = { ...current, comparison: compared };
  assert.deepEqual(v.parse(reportSchema, JSON.parse(JSON.stringify(report))), report, label);
};

test("the changes of 500 random pairs of reports add up to the byte", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = seeded(seed);
    checkPair(randomReport(random), randomReport(random), `seed ${seed}`);
  }
});

test("an addition is folded into a row that is an addition and not folded itself", () => {
  let folds = 0;
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = seeded(seed);
    const { packages } = diffReports(randomReport(random), randomReport(random), info);
    for (const row of packages.filter(({ foldedInto }) => foldedInto !== undefined)) {
      const hosts = packages.filter((host) => row.foldedInto === [host.pname, host.output].filter(Boolean).join("-"));
      assert.deepEqual(
        hosts.map((host) => [host.kind, host.foldedInto]),
        [["added", undefined]],
        `seed ${seed}`,
      );
      assert.equal(hosts[0]?.introducedBy, row.introducedBy, `seed ${seed}`);
      folds += 1;
    }
  }
  assert.ok(folds > 20, `only ${folds} folds came up`);
});

test("a report compared with itself has no rows, and the other way round every change is turned round", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = seeded(seed);
    const [one, other] = [randomReport(random), randomReport(random)];
    assert.deepEqual(diffReports(one, one, info).packages, [], `seed ${seed}`);
    const change = (a: Report, b: Report, sign: number): readonly (readonly [number, number])[] =>
      diffReports(a, b, info)
        .packages.map((row) => [sign * row.change, row.baseline.paths.length + row.current.paths.length] as const)
        .sort((x, y) => x[0] - y[0] || x[1] - y[1]);
    assert.deepEqual(
      change(one, other, 1).map(([bytes, paths]) => [bytes + 0, paths]),
      change(other, one, -1).map(([bytes, paths]) => [bytes + 0, paths]),
      `seed ${seed}`,
    );
  }
});
