import { headlineMeasure } from "../change.ts";
import type { Comparison } from "../model.ts";

const FLOOR = 1_000_000;
const SHARE = 0.005;

/**
 * Whether a comparison is worth a new comment: the size moved by at least 1 MB and 0.5 % of the baseline (compressed
 * when known, else unpacked), or the set of packages and versions or of errors and warnings changed. Without a comparison only when a reader
 * waits for one. A comment that exists is kept up to date whatever this says.
 */
export const worthPosting = (comparison: Comparison | undefined): boolean => {
  if (comparison === undefined) return false;
  if (comparison.kind === "no-baseline") return comparison.reason !== "not-asked";
  if (comparison.identical) return false;
  if (comparison.packages.some((change) => change.kind !== "rebuilt")) return true;
  if (comparison.distribution !== undefined && comparison.distribution.length > 0) return true;
  const { new: fresh = [], resolved = [] } = comparison.findings ?? {};
  if ([...fresh, ...resolved].some(({ severity }) => severity !== "info")) return true;
  const measure = headlineMeasure(comparison.totals);
  return measure !== undefined && Math.abs(measure.change) >= Math.max(FLOOR, measure.baseline * SHARE);
};
