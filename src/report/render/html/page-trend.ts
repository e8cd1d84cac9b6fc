import { imageTrend } from "../../image-trend.ts";
import type { Report } from "../../model.ts";
import type { TrendPoint } from "../../trend.ts";
import { shortRevision } from "../baseline-words.ts";
import type { PageTrend } from "./page-data.ts";

/** What the image weighed before, and now; `undefined` when there is nothing before. */
export const pageTrend = (report: Report, trend: readonly TrendPoint[]): PageTrend | undefined => {
  const found = imageTrend(report, trend);
  if (found === undefined) return undefined;
  return {
    unit: found.unit,
    points: found.points.map(({ revision, date, size }) => ({
      size,
      label: date === undefined ? "this image" : `${shortRevision(revision ?? "")}, ${date.slice(0, 10)}`,
    })),
  };
};
