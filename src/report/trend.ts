import * as v from "valibot";
import { parseJson } from "../core/json.ts";
import { sizeSchema } from "../oci/descriptor.ts";
import type { Report } from "./model.ts";
import { text } from "./schemas.ts";

const imagePointSchema = v.object({
  name: text,
  platform: text,
  compressedSize: v.exactOptional(sizeSchema),
  contentSize: sizeSchema,
  layers: sizeSchema,
  storePaths: sizeSchema,
});

const trendPointSchema = v.object({
  /** Commit, 40 or 64 characters. */
  revision: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/)),
  /** When it was committed, RFC 3339 in UTC. */
  date: v.pipe(v.string(), v.isoTimestamp()),
  images: v.array(imagePointSchema),
});

/** What the images weighed at one commit of the default branch: one line of the trend. */
export type TrendPoint = Readonly<v.InferOutput<typeof trendPointSchema>>;

/** More are not kept: at one run a day that is a year. */
const MOST_POINTS = 400;

export const trendPoint = (reports: readonly Report[], at: { revision: string; date: string }): TrendPoint => ({
  ...at,
  images: reports.map(({ image, totals }) => ({
    name: image.name,
    platform: image.platform,
    ...(totals.compressedSize === undefined ? {} : { compressedSize: totals.compressedSize }),
    contentSize: totals.contentSize,
    layers: totals.layers,
    storePaths: totals.storePaths,
  })),
});

/** The trend with one more point at its end; an older point of the same commit, as of a job that is run again, goes. */
export const extendTrend = (trend: readonly TrendPoint[], point: TrendPoint): readonly TrendPoint[] =>
  [...trend.filter(({ revision }) => revision !== point.revision), point].slice(-MOST_POINTS);

/** One JSON object a line, oldest first. */
export const renderTrend = (trend: readonly TrendPoint[]): string =>
  trend.map((point) => `${JSON.stringify(point)}\n`).join("");

/** The points of a trend file, oldest first; lines that are none are passed over. */
export const parseTrend = (file: string): readonly TrendPoint[] =>
  file
    .split("\n")
    .slice(-MOST_POINTS - 1) // the last line is empty
    .flatMap((line) => {
      const parsed = parseJson(trendPointSchema, line);
      return parsed.kind === "ok" ? [parsed.value] : [];
    });
