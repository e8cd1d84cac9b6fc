import type { Report, TrendPoint } from "../../src/report/index.ts";
import { trendPoint } from "../../src/report/index.ts";

/** How the size went, as parts of the size that the image has now, oldest first. */
const COURSE = [0.62, 0.62, 0.625, 0.64, 0.64, 0.66, 0.71, 0.71, 0.7, 0.7, 0.72, 0.71, 0.71, 0.71];

const DAY = 86_400_000;
const START = Date.parse("2026-01-05T09:00:00Z");

/** Fourteen commits of the default branch before the one that the report is of. */
export const trendBefore = (report: Report): readonly TrendPoint[] =>
  COURSE.map((part, day) => pointAt(report, part, day));

const pointAt = (report: Report, part: number, day: number): TrendPoint => {
  const { totals } = report;
  const scaled = (size: number): number => Math.round(size * part);
  const { compressedSize, ...others } = { ...totals, contentSize: scaled(totals.contentSize) };
  const sizes = compressedSize === undefined ? others : { ...others, compressedSize: scaled(compressedSize) };
  const date = new Date(START + day * DAY).toISOString();
  return trendPoint([{ ...report, totals: sizes }], { revision: day.toString(16).padStart(40, "0"), date });
};
