import { defined } from "../core/defined.ts";
import type { Report } from "./model.ts";
import type { TrendPoint } from "./trend.ts";

/** Most points that a line has room for, the report's own included. */
const MOST_SHOWN = 30;

export interface ImageTrend {
  readonly unit: "compressed" | "unpacked";
  /** Oldest first; the last one is the report's own. */
  readonly points: readonly SizePoint[];
}

export interface SizePoint {
  readonly revision?: string;
  /** When it was committed; absent from the report's own point. */
  readonly date?: string;
  readonly size: number;
}

/**
 * The sizes of one image at the last commits of the default branch and now: compressed where all of them are known,
 * else unpacked. `undefined` where there is nothing to draw a line from.
 */
export const imageTrend = ({ image, totals }: Report, trend: readonly TrendPoint[]): ImageTrend | undefined => {
  const past = trend
    .filter(({ revision }) => revision !== image.revision)
    .flatMap(({ images, ...at }) => {
      const alike = images.filter(({ name, platform }) => name === image.name && platform === image.platform);
      // Of two images of one name nobody can tell which of them this is.
      const [own, ...others] = alike;
      return own === undefined || others.length > 0 ? [] : [{ ...at, totals: own }];
    });
  const all = [...past, { ...defined({ revision: image.revision }), totals }].slice(-MOST_SHOWN);
  if (all.length < 2) return undefined;
  const compressed = all.flatMap(({ totals: { compressedSize: size }, ...at }) =>
    size === undefined ? [] : [{ ...at, size }],
  );
  return compressed.length === all.length
    ? { unit: "compressed", points: compressed }
    : { unit: "unpacked", points: all.map(({ totals: { contentSize: size }, ...at }) => ({ ...at, size })) };
};
