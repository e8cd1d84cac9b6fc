import assert from "node:assert/strict";
import { test } from "node:test";
import { type Judging, override, type Report } from "../../../src/report/index.ts";
import {
  breachAdvice,
  breachLines,
  renderComment,
  renderTerminal,
  worthPosting,
} from "../../../src/report/render/index.ts";
import {
  aReport,
  compared,
  firstRun,
  grown,
  judged,
  overBudget,
  overridden,
  unchanged,
} from "../../support/sample-reports.ts";

const judging = (over: Partial<Judging>): Judging => ({ limits: {}, forbidPackages: [], mode: "fail", ...over });

const MB = 1_000_000;

const commentOn = (report: Report): string => renderComment([{ report }], { workflow: "ci" });
const headingOf = (report: Report): string => /^### .*$/m.exec(commentOn(report))?.[0] ?? "";

test("the heading has the size budget with its mark, as soon as there is one", () => {
  const heading = (over: Partial<Judging>) => headingOf(judged(grown(), judging(over)));
  assert.match(heading({ limits: { "max-size": 100 * MB } }), / compressed · budget 100 MB ❌ <sub>/);
  assert.match(heading({ limits: { "max-size": 200 * MB } }), / compressed · budget 200 MB ✅ <sub>/);
  assert.match(heading({ limits: { "max-size": 100 * MB }, mode: "warn" }), / · budget 100 MB ⚠️ <sub>/);
  assert.match(heading({ limits: { "max-layers": 100 } }), / compressed <sub>/);
  assert.match(headingOf(grown()), / compressed <sub>/);
});

test("the heading speaks of another budget that is broken rather than of a size that is kept", () => {
  const report = judged(grown(), judging({ limits: { "max-size": 200 * MB, "max-layers": 1 } }));
  assert.match(headingOf(report), / · 1 of 2 budgets ❌ <sub>/);
});

test("broken budgets stand open behind the totals, kept ones folded at the end", () => {
  const places = (report: Report): readonly string[] =>
    [...commentOn(report).matchAll(/Store paths \||<summary>(?:💰|🧱)/g)].map(([found]) => found);
  assert.deepEqual(places(overBudget()), ["Store paths |", "<summary>💰", "<summary>🧱", "Store paths |"]);
  const kept = judged(grown(), judging({ limits: { "max-layers": 100 } }));
  assert.deepEqual(places(kept), ["Store paths |", "<summary>🧱", "Store paths |", "<summary>💰"]);
  assert.match(commentOn(overBudget()), /<details open><summary>💰 Budgets: 3 failed, 4 ok</);
  assert.match(commentOn(kept), /<details><summary>💰 Budgets: 1 ok</);
});

test("a label is offered where it would help, and told of where it did", () => {
  assert.match(commentOn(overBudget()), /^The label `size-increase-ok` on the pull request makes this a warning when/m);
  assert.match(commentOn(overridden()), /^The pull request has the label `size-increase-ok`, so this is a warning/m);
  assert.match(
    renderTerminal(overridden(), { colour: false }),
    /^ {2}The label size-increase-ok makes this a warning\.$/m,
  );
  const without = judged(grown(), judging({ limits: { "max-size": 1 } }));
  assert.doesNotMatch(commentOn(without), /label/);
});

test("an excess is told even where rounding would hide it", () => {
  const { totals } = grown();
  const limit = (totals.compressedSize ?? 0) - 1;
  const report = judged(grown(), judging({ limits: { "max-size": limit } }));
  assert.match(commentOn(report), /\| `max-size` \| 125\.9 MB \| \*\*125\.9 MB\*\* \| ❌ 1 B too much \|/);
});

test("of many forbidden packages the heaviest are listed, and the rest is counted", () => {
  const report = judged(grown(), judging({ forbidPackages: ["*"] }));
  assert.match(commentOn(report), /\*\*39 store paths\*\*/);
  assert.match(commentOn(report), /^19 more are not listed\.$/m);
  assert.match(renderTerminal(report, { colour: false }), /^ {6}and 29 more$/m);
  assert.match(breachLines([report]).at(-1) ?? "", /^api: forbid-packages: and 29 more; the report lists all$/);
});

test("a forbidden package of a distribution is called a package, since it has no store path", () => {
  const packages = [{ manager: "dpkg", name: "curl", version: "7.88.1" } as const];
  const report = judged({ ...grown(), distribution: { packages } }, judging({ forbidPackages: ["curl"] }));
  assert.match(renderTerminal(report, { colour: false }), /✗ forbid-packages +1 package of 1 pattern$/m);
  assert.match(commentOn(report), /\*\*1 package\*\*/);
});

test("what a step fails with names the image, what was found, what was wanted and what to do", () => {
  assert.deepEqual(breachLines([overBudget()]), [
    "api: max-size: 125.9 MB (wanted: at most 100 MB; 25.9 MB too much)",
    "api: max-increase-percent: +40.868 % (wanted: at most +10 %; too much)",
    "api: forbid-packages: x265-4.1 is in the image, via api → imaging → ffmpeg (wanted: nothing that fits x26?)",
    "api: forbid-packages: openssl-3.3.2 is in the image, via api → nodejs-slim (wanted: nothing that fits openssl-3.*)",
    "api: forbid-packages: x264-0-unstable-2023-10-01 is in the image, via api → imaging → ffmpeg (wanted: nothing that fits x26?)",
  ]);
  assert.equal(
    breachAdvice([overBudget()]),
    'The report says what takes the space and what grew: take it out, or raise the limit, or put the label "size-increase-ok" on the pull request and run the job again.',
  );
  assert.match(
    breachAdvice([overridden()]),
    /has the label "size-increase-ok", so this is a warning and fails nothing/,
  );
});

test("of several images those that break something are told apart by platform", () => {
  const small = judged(aReport({ name: "small", storePaths: [] }), judging({ limits: { "max-layers": 1 } }));
  const large = judged(grown(), judging({ limits: { "max-layers": 1 } }));
  assert.deepEqual(breachLines([small, large]), [
    "api linux/amd64: max-layers: 24 layers (wanted: at most 1 layer; 23 too many)",
  ]);
  assert.deepEqual(breachLines([small]), []);
});

test("a baseline that could not be had is told with the reason and with what to do", () => {
  const comparison = { kind: "no-baseline", reason: "unavailable", detail: "the build\u001b[31m failed" } as const;
  const report = judged({ ...aReport(), comparison }, judging({ limits: { "max-increase": MB } }));
  assert.deepEqual(breachLines([report]), [
    "api: max-increase: not judged: the baseline's size is missing, since the baseline could not be had (the build\\x1b[31m failed) (wanted: at most +1 MB); make the base commit buildable, or let this workflow run on the base branch, so that its report is stored",
  ]);
  const comment = commentOn(report);
  assert.match(comment, /\| `max-increase` \| \+1 MB \| \*\*–\*\* \| ❌ not judged: the baseline's size is missing/);
});

test("worth a comment: a budget that is broken, and one that is kept again, although nothing else changed", () => {
  const kept = judging({ limits: { "max-layers": 100 } });
  const broken = judging({ limits: { "max-layers": 1 } });
  assert.equal(worthPosting(judged(unchanged(), kept)), false);
  assert.equal(worthPosting(judged(unchanged(), broken)), true);
  assert.equal(worthPosting(judged(unchanged(), { ...broken, mode: "warn" })), true);
  const { comparison: _, ...same } = unchanged();
  const since = (before: Judging, now: Judging): Report => judged(compared(judged(same, before), same), now);
  assert.equal(worthPosting(since(broken, kept)), true);
  assert.equal(worthPosting(since(kept, kept)), false);
  assert.equal(worthPosting(since(broken, judging({}))), false);
  const growth = judging({ limits: { "max-increase": 0 } });
  assert.equal(worthPosting(since(growth, growth)), false);
});

test("a first report that has no number for a limit on the change says so and breaks nothing", () => {
  const report = judged(firstRun(), judging({ limits: { "max-update-pull": 1 } }));
  assert.match(commentOn(report), /\| `max-update-pull` \| 1 B \| – \| ➖ not judged: first report \|/);
  assert.deepEqual(breachLines([report]), []);
  assert.equal(report.budgets && override(report.budgets, "x").verdict, "pass");
});
