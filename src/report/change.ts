import type { Compared, PackageChange } from "./model.ts";

type Totals = Compared["totals"];
type Pair = Totals["contentSize"];

/** current − baseline, `undefined` unless both are known. */
export const changeOf = (pair: Pair): number | undefined =>
  pair.baseline === undefined || pair.current === undefined ? undefined : pair.current - pair.baseline;

export interface Measure {
  /** Pulled bytes, or bytes of regular files. */
  readonly unit: "compressed" | "unpacked";
  readonly baseline: number;
  readonly current: number;
  readonly change: number;
}

const measure = (unit: Measure["unit"], pair: Pair): Measure | undefined =>
  pair.baseline === undefined || pair.current === undefined
    ? undefined
    : { unit, baseline: pair.baseline, current: pair.current, change: pair.current - pair.baseline };

/** The size that a verdict speaks of: compressed when it is known on both sides, else unpacked. */
export const headlineMeasure = (totals: Totals): Measure | undefined =>
  measure("compressed", totals.compressedSize) ?? measure("unpacked", totals.contentSize);

/** Whether a package that a diff calls rebuilt, for keeping its version, keeps its store paths too: it was only copied. */
export const isMoved = ({ kind, baseline, current }: PackageChange): boolean =>
  kind === "rebuilt" && baseline.paths.join() === current.paths.join();
