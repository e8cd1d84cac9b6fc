import type { StorePath } from "../core/store-path.ts";
import { compareStorePaths } from "../graph/index.ts";
import type { Share } from "../image/index.ts";

/** What the shares hold together. */
export const addShares = (shares: Iterable<Share>): Share => {
  const sum = { contentSize: 0, entries: 0, files: 0 };
  for (const share of shares) {
    sum.contentSize += share.contentSize;
    sum.entries += share.entries;
    sum.files += share.files;
  }
  return sum;
};

/** The sum, `undefined` as soon as one part is unknown: a sum of some of the parts would pass for the whole. */
export const sumOfKnown = (parts: readonly (number | undefined)[]): number | undefined => {
  let sum = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    sum += part;
  }
  return sum;
};

interface Weighed {
  readonly path: StorePath;
  readonly contentSize: number;
}

/** Heaviest first, then by name. */
export const byWeight = (a: Weighed, b: Weighed): number =>
  b.contentSize - a.contentSize || compareStorePaths(a.path, b.path);
