import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../../src/report/findings/index.ts";
import { type Compared, parseReport, type Report } from "../../../src/report/index.ts";
import {
  mergeSections,
  renderComment,
  renderJson,
  renderSummary,
  worthPosting,
} from "../../../src/report/render/index.ts";
import { packageRows } from "../../../src/report/render/package-rows.ts";
import { hostile } from "../../support/hostile-report.ts";
import {
  aReport,
  compared,
  firstRun,
  grown,
  huge,
  rebuilt,
  SAMPLES,
  shrunk,
  unchanged,
  withoutCompressed,
  withoutGraph,
} from "../../support/sample-reports.ts";

const comparisonOf = (report: Report): Compared => {
  assert.equal(report.comparison?.kind, "compared");
  return report.comparison as Compared;
};

for (const [name, sample] of Object.entries(SAMPLES)) {
  test(`JSON of ${name} parses back to the same report and is the same text again`, () => {
    const report = sample();
    const parsed = parseReport(renderJson(report));
    assert.equal(parsed.kind, "ok");
    if (parsed.kind !== "ok") return;
    assert.deepEqual(parsed.value, report);
    assert.equal(renderJson(parsed.value), renderJson(report));
  });
}

test("JSON does not depend on the order of fields and holds no character that a terminal acts upon", () => {
  const report = hostile(grown());
  const reversed = Object.fromEntries(Object.entries(report).reverse()) as unknown as Report;
  assert.equal(renderJson(reversed), renderJson(report));
  assert.doesNotMatch(renderJson(report).replaceAll("\n", ""), /[\p{Cc}\p{Cf}\u2028\u2029]/u);
});

for (const sample of [grown, shrunk, rebuilt, withoutGraph, huge]) {
  test(`the rows of changes of ${sample.name} add up to the unpacked change, however many are shown`, () => {
    const report = sample();
    const { contentSize } = comparisonOf(report).totals;
    for (const limit of [0, 1, 3, 10_000]) {
      const sum = packageRows(report, comparisonOf(report), limit).reduce((total, row) => total + row.change, 0);
      assert.equal(sum, (contentSize.current ?? 0) - (contentSize.baseline ?? 0));
    }
  });
}

const lines = (text: string): readonly string[] => text.split("\n");
const commentOn = (report: Report): string => renderComment([{ report }], { workflow: "ci" });

test("the first line of a comment is its marker, the first of a section the verdict, then the cause", () => {
  const [marker, , start, headline, , why] = lines(commentOn(grown()));
  assert.equal(marker, "<!-- nix-image-action v1 wf=ci -->");
  assert.equal(start, "<!-- section image=api platform=linux/amd64 -->");
  assert.match(headline ?? "", /^### 📦 `api` \*\*\+36\.5 MB\*\* \(\+41 %\) → 125\.9 MB compressed/);
  assert.equal(
    why,
    "**Why:** `ffmpeg` 7.1 is new (**+96.9 MB** unpacked, with 13 new dependencies), via `api → imaging → ffmpeg`",
  );
});

test("without compressed sizes the verdict says that it means the unpacked size", () => {
  assert.match(commentOn(withoutCompressed()), /### 📦 `api` \*\*\+96\.9 MB\*\* \(\+40 %\) → 341\.6 MB unpacked/);
  assert.doesNotMatch(commentOn(withoutCompressed()), /Compressed \(fresh/);
});

test("a first report shows the breakdown and when there will be a baseline", () => {
  const comment = commentOn(firstRun());
  assert.match(comment, /The baseline will exist after merge\./);
  assert.match(comment, /Largest by retained size/);
  assert.doesNotMatch(comment, /Why:|Δ/);
});

test("without Nix's graph store paths are ranked by their own bytes", () => {
  assert.match(commentOn(withoutGraph()), /Largest by unpacked size/);
});

test("a baseline that is not the exact commit is warned about", () => {
  assert.match(commentOn(withoutGraph()), /> \[!WARNING\]\n> The baseline is not the commit/);
  assert.doesNotMatch(commentOn(grown()), /not the commit/);
});

test("rebuilt packages are one row and every one is listed below", () => {
  const comment = commentOn(rebuilt());
  assert.match(comment, /\| ♻️ 22 rebuilt, same version \|/);
  assert.match(comment, /All package changes \(24\)/);
});

test("a comment on many huge images stays below GitHub's limit with every block closed", () => {
  const report = huge();
  const sections = Array.from({ length: 12 }, (_, index) => ({
    report: { ...report, image: { ...report.image, name: `image${index}` } },
  }));
  const comment = renderComment(sections, { workflow: "ci" });
  assert.ok(comment.length <= 65_000, String(comment.length));
  assert.match(comment, /_\d+ more rows are cut: a comment ends at 65,536 characters/);
  assert.equal(comment.match(/<details>/g)?.length, comment.match(/<\/details>/g)?.length);
  assert.equal(comment.match(/<!-- section /g)?.length, 12);
  assert.equal(mergeSections([comment], comment), comment);
});

test("merging a comment with itself changes nothing, whatever is in it and however short it must be", () => {
  const reports = [grown(), hostile(huge()), grown(), firstRun(), withoutGraph(), hostile(grown()), hostile(grown())];
  const long = { ...grown(), image: { ...grown().image, name: "n".repeat(300), source: "s".repeat(300) } };
  const sections = [...reports, long, long].map((report) => ({ report }));
  const writer = { job: "image", run: 1, attempt: 1, head: "a" };
  for (const limit of [300, 600, 2000, 5000, 9000, 20_000, 65_000]) {
    const comment = renderComment(sections, { workflow: "ci", writer, limit });
    assert.equal(mergeSections([comment], comment, { limit }), comment, `with a limit of ${limit}`);
  }
});

test("images of one name are told apart by what they were made from, and by a number in that", () => {
  const from = (source: string): Report => ({ ...grown(), image: { ...grown().image, source } });
  const sections = [from("a"), from("b"), from("b"), aReport({ name: "web" })].map((report) => ({ report }));
  const titles = (text: string) =>
    [...text.matchAll(/^### 📦 (\S+(?: &#40;.*?&#41;)?(?:<\/code>)?)/gm)].map(([, it]) => it);
  const wanted = ["a", "b&#44; 1", "b&#44; 2"].map((source) => `<code>api &#40;${source}&#41;</code>`);
  assert.deepEqual(titles(renderComment(sections, { workflow: "ci" })), [...wanted, "`web`"]);
  assert.deepEqual(titles(renderSummary(sections)), [...wanted, "`web`"]);
});

test("of a ready image nobody claims that it is the exact base commit", () => {
  const info = { revision: "1".repeat(40), exact: true, name: "api" } as const;
  const footer = (source: "image" | "build" | "cache") =>
    /^<sub>.*$/m.exec(commentOn(compared(aReport(), aReport(), { ...info, source })))?.[0];
  assert.equal(footer("image"), "<sub>baseline: `1111111`, read from the image</sub>");
  assert.equal(footer("build"), "<sub>baseline: exact base commit `1111111`, built for this comparison</sub>");
  assert.equal(footer("cache"), "<sub>baseline: exact base commit `1111111`, from the cache</sub>");
});

test("a comment never exceeds the limit that it is given", () => {
  const report = hostile(huge());
  for (const limit of [600, 2000, 5000, 9000, 20_000])
    assert.ok(renderComment([{ report }, { report: grown() }], { workflow: "ci", limit }).length <= limit);
});

test("a summary is measured in bytes and never exceeds its limit", () => {
  const report = huge();
  for (const limit of [5000, 50_000, 1_000_000]) {
    const summary = renderSummary([{ report }, { report: hostile(report) }], { limit });
    assert.ok(Buffer.byteLength(summary) <= limit, `${Buffer.byteLength(summary)} of ${limit}`);
  }
});

test("worth a comment: a new version, a new package, 1 MB more; not: the same image, a rebuild, a first look nobody asked for", () => {
  assert.equal(worthPosting(grown()), true);
  assert.equal(worthPosting(shrunk()), true);
  assert.equal(worthPosting(rebuilt()), true);
  assert.equal(worthPosting(firstRun()), true);
  assert.equal(worthPosting(unchanged()), false);
  assert.equal(worthPosting({ comparison: { kind: "no-baseline", reason: "not-asked" } }), false);
  assert.equal(worthPosting({}), false);
});

test("a new error or warning is worth a comment, and one that is gone; a note is none", () => {
  const sizeOnly = withRoot(100_000_000, 100_000_001, undefined);
  const comparison = comparisonOf(sizeOnly);
  const finding = { id: "no-tmp", severity: "warning", subject: "/tmp", items: [] } as const;
  const note = { ...finding, severity: "info" } as const;
  const post = (fresh: readonly Finding[], resolved: readonly Finding[]): boolean =>
    worthPosting({ comparison: { ...comparison, findings: { new: fresh, known: 0, resolved } } });
  assert.deepEqual(
    [post([finding], []), post([], [finding]), post([note], [note]), post([], [])],
    [true, true, false, false],
  );
});

/** A change of the root filesystem alone, so that only the size can speak. */
const withRoot = (baseline: number, current: number, ratio: number | undefined) =>
  compared(
    aReport({ rootSize: baseline, storePaths: [], ratio }),
    aReport({ rootSize: current, storePaths: [], ratio }),
  );

test("a size alone is worth a comment from 1 MB and from 0.5 % on, compressed when that is known", () => {
  const MB = 1_000_000;
  assert.equal(withRoot(100 * MB, 100 * MB, 1).comparison?.kind, "compared");
  assert.equal(worthPosting(withRoot(100 * MB, 100.9 * MB, undefined)), false);
  assert.equal(worthPosting(withRoot(100 * MB, 101 * MB, undefined)), true);
  assert.equal(worthPosting(withRoot(101 * MB, 100 * MB, undefined)), true);
  assert.equal(worthPosting(withRoot(1000 * MB, 1004 * MB, undefined)), false);
  assert.equal(worthPosting(withRoot(1000 * MB, 1005 * MB, undefined)), true);
  assert.equal(worthPosting(withRoot(100 * MB, 101.5 * MB, 0.3)), false);
  assert.equal(worthPosting(withRoot(100 * MB, 104 * MB, 0.3)), true);
});
