import type { LimitName } from "../core/budgets.ts";
import { changeOf } from "./change.ts";
import type { Compared, JudgedLimit, Report } from "./model.ts";

/** The number that a limit is for, or why there is none. */
export type Measured =
  | { readonly kind: "known"; readonly value: number }
  | { readonly kind: "missing"; readonly reason: NonNullable<JudgedLimit["reason"]> };

const missing = (reason: NonNullable<JudgedLimit["reason"]>): Measured => ({ kind: "missing", reason });

const known = (value: number | undefined, otherwise: NonNullable<JudgedLimit["reason"]>): Measured =>
  value === undefined ? missing(otherwise) : { kind: "known", value };

/**
 * How much larger `current` is, in percent of a baseline above 0 and rounded up to a thousandth: what is above a limit
 * of at most three decimals then stays above it, and what is equal to it stays equal.
 */
export const percentIncrease = (baseline: number, current: number): number => {
  const dividend = (BigInt(current) - BigInt(baseline)) * 100_000n;
  const divisor = BigInt(baseline);
  const towardsZero = dividend / divisor;
  const thousandths = dividend > 0n && dividend % divisor !== 0n ? towardsZero + 1n : towardsZero;
  return Math.min(Number(thousandths) / 1000, Number.MAX_SAFE_INTEGER);
};

type Sizes = Compared["totals"]["compressedSize"];

const whyNoChange = ({ current }: Sizes): NonNullable<JudgedLimit["reason"]> =>
  current === undefined ? "not-compressed" : "baseline-not-compressed";

const percentOf = (sizes: Sizes): Measured => {
  const { baseline, current } = sizes;
  if (baseline === undefined || current === undefined) return missing(whyNoChange(sizes));
  return baseline === 0 ? missing("baseline-empty") : { kind: "known", value: percentIncrease(baseline, current) };
};

/**
 * Where there is nothing to compare with, only a first report is excused: it has no baseline, while the others should
 * have one, and a limit that nobody could judge must not pass for one that is kept.
 */
const reasonFor = (comparison: Exclude<Report["comparison"], Compared>): NonNullable<JudgedLimit["reason"]> => {
  switch (comparison?.reason) {
    case "first-run":
      return "first-report";
    case "unavailable":
      return "baseline-unavailable";
    case "other-platform":
      return "other-platform";
    case "not-asked":
    case undefined:
      return "no-baseline";
  }
};

/** What a report says of a limit. */
export const measure = ({ totals, comparison }: Report, name: LimitName): Measured => {
  switch (name) {
    case "max-size":
      return known(totals.compressedSize, "not-compressed");
    case "max-unpacked-size":
      return { kind: "known", value: totals.contentSize };
    case "max-layers":
      return { kind: "known", value: totals.layers };
  }
  if (comparison?.kind !== "compared") return missing(reasonFor(comparison));
  const { compressedSize } = comparison.totals;
  switch (name) {
    case "max-increase":
      return known(changeOf(compressedSize), whyNoChange(compressedSize));
    case "max-increase-percent":
      return percentOf(compressedSize);
    case "max-update-pull":
      return known(comparison.layers.updatePullSize, "not-compressed");
  }
};
