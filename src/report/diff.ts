import { defined } from "../core/defined.ts";
import { deepFreeze } from "../core/freeze.ts";
import { brokenByImage } from "./budgets.ts";
import { diffConfigs } from "./config-diff.ts";
import { diffDistributions } from "./distribution-diff.ts";
import { compareFindings, type Silence } from "./findings/index.ts";
import { diffInputs } from "./input-diff.ts";
import { diffLayers } from "./layer-diff.ts";
import type { BaselineInfo, Compared, Comparison, Report } from "./model.ts";
import { diffPackages } from "./package-diff.ts";
import { filled } from "./text.ts";

type Pair = Compared["totals"]["layers"];

const isIdentical = (baseline: Report, current: Report): boolean =>
  baseline.image.configDigest === current.image.configDigest &&
  baseline.layers.length === current.layers.length &&
  baseline.layers.every((layer, i) => layer.diffId === current.layers[i]?.diffId);

const pairTotals = (baseline: Report, current: Report): Compared["totals"] => {
  const pair = (measure: (report: Report) => number | undefined): Pair =>
    defined({ baseline: measure(baseline), current: measure(current) });
  return {
    compressedSize: pair((report) => report.totals.compressedSize),
    uncompressedSize: pair((report) => report.totals.uncompressedSize),
    contentSize: pair((report) => report.totals.contentSize),
    tarOverhead: pair((report) => report.totals.tarOverhead),
    rootContentSize: pair((report) => report.root.contentSize),
    storePaths: pair((report) => report.totals.storePaths),
    layers: pair((report) => report.totals.layers),
    reclaimable: pair((report) => report.content?.reclaimable),
    ...([baseline, current].some(({ distribution }) => distribution !== undefined) && {
      distributionPackages: pair(({ distribution }) => distribution?.packages.length),
    }),
  };
};

/**
 * What changed from the baseline to the current report, frozen. Package changes + the change of the root filesystem
 * are the change of `totals.contentSize` to the byte. Both reports must be for the same platform; see `compareReports`.
 */
export const diffReports = (
  baseline: Report,
  current: Report,
  info: BaselineInfo,
  silences: readonly Silence[] = [],
): Compared =>
  deepFreeze({
    kind: "compared",
    baseline: info,
    identical: isIdentical(baseline, current),
    totals: pairTotals(baseline, current),
    layers: diffLayers(baseline, current),
    packages: diffPackages(baseline, current),
    ...defined({
      config: filled(diffConfigs(baseline, current)),
      distribution: diffDistributions(baseline, current),
      findings: compareFindings(baseline, current, silences),
      inputs: diffInputs(baseline, current),
      brokenBudgets: filled(brokenByImage(baseline.budgets)),
    }),
  });

/** The comparison of two reports; none when they are for different platforms, where every package would differ. */
export const compareReports = (
  baseline: Report,
  current: Report,
  info: BaselineInfo,
  silences: readonly Silence[] = [],
): Comparison =>
  baseline.image.platform === current.image.platform
    ? diffReports(baseline, current, info, silences)
    : {
        kind: "no-baseline",
        reason: "other-platform",
        detail: `the baseline is for ${baseline.image.platform}, this image for ${current.image.platform}`,
      };
