import assert from "node:assert/strict";
import { test } from "node:test";
import { extendTrend, parseTrend, type Report, renderTrend, trendPoint } from "../../../src/report/index.ts";
import { renderSummary } from "../../../src/report/render/index.ts";
import { sparkline } from "../../../src/report/render/trend.ts";
import { aReport } from "../../support/sample-reports.ts";

const DATE = "2026-01-05T09:00:00Z";
const revision = (number: number): string => number.toString(16).padStart(40, "0");

const sized = (compressedSize: number | undefined, contentSize = 100_000_000): Report => {
  const { compressedSize: _, ...totals } = aReport().totals;
  const compressed = compressedSize === undefined ? {} : { compressedSize };
  return { ...aReport(), totals: { ...totals, contentSize, ...compressed } };
};

const trendOf = (sizes: readonly (number | undefined)[]) =>
  sizes.map((size, index) => trendPoint([sized(size)], { revision: revision(index), date: DATE }));

const lineOf = (report: Report, trend: ReturnType<typeof trendOf>): string | undefined =>
  renderSummary([{ report }], { trend }).match(/^\*\*Trend:\*\* .*$/m)?.[0];

test("the line of blocks goes from the least size to the most", () => {
  assert.equal(sparkline([10, 20, 30, 40, 50, 60, 70, 80]), "▁▂▃▄▅▆▇█");
  assert.equal(sparkline([80, 10]), "█▁");
});

test("a change that is next to nothing draws a flat line", () => {
  assert.equal(sparkline([1_000_000, 1_000_100, 1_000_050]), "▄▄▄");
  assert.equal(sparkline([0, 0]), "▄▄");
});

test("the summary tells how the size went over the commits of the default branch", () => {
  assert.equal(
    lineOf(sized(80_000_000), trendOf([40_000_000, 50_000_000])),
    "**Trend:** `▁▃█` 40.0 MB → 80.0 MB compressed (+100 %) over the last 2 commits of the default branch",
  );
});

test("unpacked sizes are told where one compressed size is missing", () => {
  assert.match(lineOf(sized(80_000_000), trendOf([undefined, 50_000_000])) ?? "", /100\.0 MB → 100\.0 MB unpacked/);
});

test("thirty points are shown, the report's own last", () => {
  const trend = trendOf(Array.from({ length: 50 }, (_, index) => 10_000_000 + index * 1_000_000));
  const line = lineOf(sized(70_000_000), trend) ?? "";
  assert.equal(/`(.*)`/.exec(line)?.[1]?.length, 30);
  assert.match(line, /31\.0 MB → 70\.0 MB/);
});

test("no line is drawn from the sizes of two images of one name", () => {
  const trend = [trendPoint([sized(5), sized(6)], { revision: revision(0), date: DATE })];
  assert.equal(lineOf(sized(6), trend), undefined);
});

test("no line is drawn for the first commit, of another image, or of another platform", () => {
  assert.equal(lineOf(sized(1), []), undefined);
  const others = trendOf([5, 6]).map((point) => ({
    ...point,
    images: point.images.flatMap((image) => [
      { ...image, name: "other" },
      { ...image, platform: "linux/arm64" },
    ]),
  }));
  assert.equal(lineOf(sized(1), others), undefined);
});

test("the commit that is built again has one point", () => {
  const own = aReport().image.revision ?? "";
  const trend = trendPoint([sized(5)], { revision: own, date: DATE });
  assert.equal(lineOf(sized(9), [trend]), undefined);
});

test("a trend is read back as it was written, whatever lies between its lines", () => {
  const trend = trendOf([1, undefined, 3]);
  const lines = renderTrend(trend).split("\n");
  assert.deepEqual(parseTrend(renderTrend(trend)), trend);
  const damaged = [
    lines[0],
    "{",
    "null",
    JSON.stringify({ revision: "x", date: DATE, images: [] }),
    lines[1],
    lines[2],
    "",
  ];
  assert.deepEqual(parseTrend(damaged.join("\n")), trend);
});

test("a trend keeps one point a commit and forgets the oldest", () => {
  const long = trendOf(Array.from({ length: 450 }, () => 1)).reduce(extendTrend, [] as ReturnType<typeof extendTrend>);
  assert.deepEqual([long.length, long[0]?.revision], [400, revision(50)]);
  const again = extendTrend(long, { ...(long[10] as (typeof long)[number]), date: "2027-01-01T00:00:00Z" });
  assert.deepEqual([again.length, again.at(-1)?.revision], [400, long[10]?.revision]);
});
