import assert from "node:assert/strict";
import { test } from "node:test";
import type { LimitName } from "../../src/core/budgets.ts";
import {
  type Comparison,
  isBroken,
  type JudgedBudget,
  type Judging,
  judgeBudgets,
  override,
  parseReport,
  type Report,
} from "../../src/report/index.ts";
import { percentIncrease } from "../../src/report/measure.ts";
import { renderJson } from "../../src/report/render/index.ts";
import { aReport, compared, firstRun, grown, shrunk, unchanged, withoutCompressed } from "../support/sample-reports.ts";

const judging = (over: Partial<Judging>): Judging => ({ limits: {}, forbidPackages: [], mode: "fail", ...over });

const judgeOne = (report: Report, name: LimitName, limit: number): JudgedBudget | undefined =>
  judgeBudgets(report, judging({ limits: { [name]: limit } }))?.judged[0];

const numbersOf = (report: Report) => {
  assert.ok(report.comparison?.kind === "compared");
  const { compressedSize } = report.comparison.totals;
  const { baseline = 0, current = 0 } = compressedSize;
  return { baseline, current, updatePull: report.comparison.layers.updatePullSize ?? 0 };
};

const GROWN = numbersOf(grown());

const MEASURED: Readonly<Record<Exclude<LimitName, "max-increase-percent">, number>> = {
  "max-size": GROWN.current,
  "max-unpacked-size": grown().totals.contentSize,
  "max-increase": GROWN.current - GROWN.baseline,
  "max-update-pull": GROWN.updatePull,
  "max-layers": 24,
};

for (const [name, actual] of Object.entries(MEASURED) as [LimitName, number][]) {
  test(`${name} is kept exactly at the limit, and broken by one more`, () => {
    assert.ok(actual > 0);
    assert.deepEqual(judgeOne(grown(), name, actual), { budget: name, limit: actual, actual, outcome: "ok" });
    const broken = judgeOne(grown(), name, actual - 1);
    assert.deepEqual(broken, { budget: name, limit: actual - 1, actual, outcome: "failed" });
  });
}

/** A comparison of two images that pull as much as is said; everything else of them is the same. */
const pulls = (baseline: number | undefined, current: number): Report => {
  const { comparison, ...report } = unchanged();
  assert.ok(comparison?.kind === "compared");
  const compressedSize = { ...(baseline === undefined ? {} : { baseline }), current };
  return { ...report, comparison: { ...comparison, totals: { ...comparison.totals, compressedSize } } };
};

test("a percentage is exact: the limit itself is kept, and one byte above it breaks it", () => {
  const cases: readonly (readonly [number, number, number])[] = [
    [100_000_000, 105_000_000, 5],
    [10_000, 10_057, 0.57], // 0.57 * 100 is 56.99999999999999
    [1_000_000, 1_011_000, 1.1], // 1.1 * 100 is 110.00000000000001
  ];
  const name = "max-increase-percent";
  for (const [baseline, current, percent] of cases) {
    assert.equal(judgeOne(pulls(baseline, current), name, percent)?.outcome, "ok", `${baseline} → ${current}`);
    assert.equal(judgeOne(pulls(baseline, current + 1), name, percent)?.outcome, "failed", `${baseline} + 1`);
  }
});

test("what is above a percentage also reads so, however little it is", () => {
  assert.equal(percentIncrease(1_000_000_000_000, 1_050_000_000_000), 5);
  assert.equal(percentIncrease(1_000_000_000_000, 1_050_000_000_001), 5.001);
  assert.equal(percentIncrease(300, 100), -66.666);
  assert.equal(percentIncrease(100, 100), 0);
  assert.equal(percentIncrease(1, Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
});

test("an image that shrank keeps every limit on growth", () => {
  for (const name of ["max-increase", "max-increase-percent"] as const) {
    const judged = judgeOne(shrunk(), name, 0);
    assert.equal(judged?.outcome, "ok");
    assert.ok(judged !== undefined && "actual" in judged && (judged.actual ?? 0) < 0);
  }
});

const RELATIVE = ["max-increase", "max-increase-percent", "max-update-pull"] as const;
const ABSOLUTE = ["max-size", "max-unpacked-size", "max-layers"] as const;

test("a first report judges the image alone, and is not to blame for the rest", () => {
  for (const name of ABSOLUTE) assert.equal(judgeOne(firstRun(), name, 1)?.outcome, "failed");
  for (const name of RELATIVE)
    assert.deepEqual(judgeOne(firstRun(), name, 1), {
      ...{ budget: name, limit: 1, outcome: "not-judged", reason: "first-report" },
    });
  const limits = Object.fromEntries(RELATIVE.map((name) => [name, 1]));
  assert.equal(judgeBudgets(firstRun(), judging({ limits }))?.verdict, "pass");
});

const without = (comparison: Comparison | undefined): Report => {
  const { comparison: _, ...report } = aReport() as Report;
  return comparison === undefined ? report : { ...report, comparison };
};

test("a number that should be there and is not breaks its budget, with the reason", () => {
  const none = (reason: Extract<Comparison, { kind: "no-baseline" }>["reason"]): Report =>
    without({ kind: "no-baseline", reason });
  const cases: readonly (readonly [Report, string])[] = [
    [none("unavailable"), "baseline-unavailable"],
    [none("other-platform"), "other-platform"],
    [none("not-asked"), "no-baseline"],
    [without(undefined), "no-baseline"],
    [withoutCompressed(), "not-compressed"],
  ];
  for (const [report, reason] of cases) {
    for (const name of RELATIVE) {
      const judged = judgeOne(report, name, 1_000_000_000);
      assert.deepEqual(judged, { budget: name, limit: 1_000_000_000, outcome: "not-judged", reason });
      assert.equal(judgeBudgets(report, judging({ limits: { [name]: 1 } }))?.verdict, "fail");
    }
  }
  assert.deepEqual(judgeOne(withoutCompressed(), "max-size", 1), {
    ...{ budget: "max-size", limit: 1, outcome: "not-judged", reason: "not-compressed" },
  });
});

test("a baseline that nobody compressed or that has no bytes is told as what it is", () => {
  const reasonOf = (report: Report, name: LimitName) => {
    const judged = judgeOne(report, name, 1);
    assert.ok(judged !== undefined && isBroken(judged) && "reason" in judged);
    return judged.reason;
  };
  assert.equal(reasonOf(pulls(undefined, 100), "max-increase"), "baseline-not-compressed");
  assert.equal(reasonOf(pulls(undefined, 100), "max-increase-percent"), "baseline-not-compressed");
  assert.equal(reasonOf(pulls(0, 100), "max-increase-percent"), "baseline-empty");
});

test("forbidden packages are found by name, by version and by glob, with their chains", () => {
  const found = (...forbidPackages: readonly string[]) => {
    const judged = judgeBudgets(grown(), judging({ forbidPackages }))?.judged[0];
    assert.ok(judged?.budget === "forbid-packages");
    assert.equal(judged.outcome, judged.packages.length === 0 ? "ok" : "failed");
    return judged.packages.map(({ name, pattern }) => `${name} by ${pattern}`);
  };
  assert.deepEqual(found("openssl"), ["openssl-3.3.2 by openssl"]);
  assert.deepEqual(found("openssl-3.*", "openssl"), ["openssl-3.3.2 by openssl-3.*"]);
  assert.deepEqual(found("glibc-2.40-36", "x26?"), ["glibc-2.40-36", "x265-4.1", "x264-0-unstable-2023-10-01"].map(by));
  assert.deepEqual(found("ffmpeg-7.1"), ["ffmpeg-7.1-lib by ffmpeg-7.1", "ffmpeg-7.1-bin by ffmpeg-7.1"]);
  assert.deepEqual(found("ffmpeg-7.1-bin"), ["ffmpeg-7.1-bin by ffmpeg-7.1-bin"]);
  assert.deepEqual(found("open", "ssl", "OpenSSL", "openssl-1.*", "/nix"), []);
});

const by = (name: string): string => `${name} by ${name.startsWith("x26") ? "x26?" : name}`;

test("a forbidden package tells by which way it came", () => {
  const judged = judgeBudgets(grown(), judging({ forbidPackages: ["x265"] }))?.judged[0];
  assert.ok(judged?.budget === "forbid-packages");
  const chain = judged.packages[0]?.whyChain?.map((path) => path.slice(44));
  assert.deepEqual(chain, ["api-1.12.0", "imaging-1.4.0", "ffmpeg-7.1-bin", "ffmpeg-7.1-lib", "x265-4.1"]);
});

test("nothing set is no section, and the verdict is the mode's as soon as one budget is broken", () => {
  assert.equal(judgeBudgets(grown(), judging({})), undefined);
  const verdict = (over: Partial<Judging>) => judgeBudgets(grown(), judging(over))?.verdict;
  assert.equal(verdict({ limits: { "max-layers": 24 } }), "pass");
  assert.equal(verdict({ limits: { "max-layers": 24, "max-size": 1 } }), "fail");
  assert.equal(verdict({ limits: { "max-size": 1 }, mode: "warn" }), "warn");
  assert.equal(verdict({ forbidPackages: ["openssl"] }), "fail");
});

test("a label turns fail into warn and is remembered, and does nothing to the others", () => {
  const of = (limit: number, mode: "fail" | "warn" = "fail") => {
    const budgets = judgeBudgets(grown(), judging({ limits: { "max-layers": limit }, mode, overrideLabel: "fat" }));
    assert.ok(budgets !== undefined);
    const { verdict, overriddenBy } = override(budgets, "fat");
    return [verdict, overriddenBy];
  };
  assert.deepEqual(of(1), ["warn", "fat"]);
  assert.deepEqual(of(1, "warn"), ["warn", undefined]);
  assert.deepEqual(of(24), ["pass", undefined]);
});

test("a report keeps what became of its budgets, and one without them is read as before", () => {
  const budgets = judgeBudgets(grown(), judging({ limits: { "max-increase-percent": 2.5 }, forbidPackages: ["x26?"] }));
  assert.ok(budgets !== undefined);
  const report = { ...grown(), budgets };
  const parsed = parseReport(renderJson(report));
  assert.ok(parsed.kind === "ok");
  assert.deepEqual(parsed.value, report);
  const old = parseReport(renderJson(grown()));
  assert.ok(old.kind === "ok" && !("budgets" in old.value));
});

test("a comparison remembers what the baseline broke of the image's own budgets", () => {
  const limits = { "max-size": 1, "max-layers": 24, "max-increase": 0 };
  const before = grown();
  const budgets = judgeBudgets(before, judging({ limits, forbidPackages: ["openssl"] }));
  assert.ok(budgets !== undefined);
  const { comparison } = compared({ ...before, budgets }, aReport());
  assert.ok(comparison?.kind === "compared");
  assert.deepEqual(comparison.brokenBudgets, ["max-size", "forbid-packages"]);
  const { comparison: plain } = compared(before, aReport());
  assert.ok(plain?.kind === "compared" && !("brokenBudgets" in plain));
});
