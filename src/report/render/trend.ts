import { formatBytes, formatPercentChange, plural } from "../../core/units.ts";
import { imageTrend } from "../image-trend.ts";
import type { Report } from "../model.ts";
import type { TrendPoint } from "../trend.ts";

const BLOCKS = "▁▂▃▄▅▆▇█";

/** A spread below this part of the largest size is nothing that anybody would speak of, and the line must not make it up. */
const LEAST_SPREAD = 0.01;

/** Numbers as a line of blocks, the least at the bottom and the most at the top; flat where they hardly differ. */
export const sparkline = (values: readonly number[]): string => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (most - least <= most * LEAST_SPREAD) return "▄".repeat(values.length);
  return values.map((value) => BLOCKS[Math.round(((value - least) / (most - least)) * (BLOCKS.length - 1))]).join("");
};

/** How the image's size went over the last commits of the default branch, in a line. */
export const trendLine = (report: Report, trend: readonly TrendPoint[]): string | undefined => {
  const found = imageTrend(report, trend);
  if (found === undefined) return undefined;
  const sizes = found.points.map(({ size }) => size);
  const [first = 0, last = 0] = [sizes[0], sizes.at(-1)];
  const change = formatPercentChange(first, last);
  const words = `${formatBytes(first)} → ${formatBytes(last)} ${found.unit}${change === undefined ? "" : ` (${change})`}`;
  return `**Trend:** \`${sparkline(sizes)}\` ${words} over the last ${plural(sizes.length - 1, "commit")} of the default branch`;
};
