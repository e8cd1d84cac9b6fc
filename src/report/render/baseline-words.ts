import type { BaselineInfo, Comparison } from "../model.ts";

const SOURCE: Readonly<Record<BaselineInfo["source"], string>> = {
  "output-path": "same output path, so not built again",
  cache: "from the cache",
  registry: "from the registry",
  build: "built for this comparison",
  image: "read from the image",
};

export const sourceWords = (baseline: BaselineInfo): string => SOURCE[baseline.source];

/** A commit as people quote it; anything else that stands for a revision is kept. */
export const shortRevision = (revision: string): string =>
  /^[0-9a-f]{40}(-dirty)?$/.test(revision) ? revision.slice(0, 7) : revision;

/** Why there is nothing to compare with, in words; a detail from elsewhere is left to the caller. */
export const noBaselineWords = (comparison: Exclude<Comparison, { kind: "compared" }> | undefined): string => {
  switch (comparison?.kind === "no-baseline" ? comparison.reason : undefined) {
    case "first-run":
      return "First report, so nothing is compared yet. The baseline will exist after merge.";
    case "unavailable":
      return "Nothing is compared: the baseline could not be had.";
    case "other-platform":
      return "Nothing is compared: the baseline is for another platform.";
    default:
      return "Nothing is compared: no baseline was asked for.";
  }
};

/** Said where the baseline is not exact. */
export const INEXACT =
  "The baseline is not the commit that this change starts from, so changes of other commits are counted too.";
