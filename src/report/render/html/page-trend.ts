import type { Report } from "../../model.ts";
import type { TrendPoint } from "../../trend.ts";
import { shortRevision } from "../baseline-words.ts";
import type { PageTrend } from "./page-data.ts";

/** Points before this image. */
const SHOWN = 30;

/** What the image weighed before, and now; compressed where all points know it. `undefined` when there is nothing before. */
export const pageTrend = ({ image, totals }: Report, trend: readonly TrendPoint[]): PageTrend | undefined => {
  const before = trend.slice(-SHOWN).flatMap(({ revision, date, images }) => {
    const own = images.find(({ name, platform }) => name === image.name && platform === image.platform);
    return own === undefined ? [] : [{ ...own, label: `${shortRevision(revision)}, ${date.slice(0, 10)}` }];
  });
  if (before.length === 0) return undefined;
  const points = [...before, { ...totals, label: "this image" }];
  const isCompressed = points.every(({ compressedSize }) => compressedSize !== undefined);
  return {
    unit: isCompressed ? "compressed" : "unpacked",
    points: points.map(({ compressedSize = 0, contentSize, label }) => ({
      size: isCompressed ? compressedSize : contentSize,
      label,
    })),
  };
};
