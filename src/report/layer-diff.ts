import { defined } from "../core/defined.ts";
import type { Compared, Report, ReportLayer } from "./model.ts";
import { sumOfKnown } from "./sums.ts";

/** The layers that others do not have. */
export const lackingLayers = (
  layers: readonly ReportLayer[],
  others: readonly ReportLayer[],
): readonly ReportLayer[] => {
  const there = new Set(others.map((layer) => layer.diffId));
  return layers.filter((layer) => !there.has(layer.diffId));
};

/** How many layers from the first on both have. */
const commonPrefix = (layers: readonly ReportLayer[], others: readonly ReportLayer[]): number => {
  const end = layers.findIndex((layer, i) => layer.diffId !== others[i]?.diffId);
  return end < 0 ? layers.length : end;
};

/** Each blob is pulled once, however many layers it serves as. */
const pullSizeOf = (layers: readonly ReportLayer[]): number | undefined =>
  sumOfKnown([...new Map(layers.map((layer) => [layer.diffId, layer.compressedSize])).values()]);

/**
 * Which layers the baseline lends to the current image, by diffId. A diffId that one image has twice is counted and
 * listed twice, so that reused + new is the number of current layers; for the pull it counts once.
 */
export const diffLayers = (baseline: Report, current: Report): Compared["layers"] => {
  const added = lackingLayers(current.layers, baseline.layers);
  return defined({
    reused: current.layers.length - added.length,
    new: added.map((layer) => layer.diffId),
    removed: lackingLayers(baseline.layers, current.layers).map((layer) => layer.diffId),
    commonPrefix: commonPrefix(baseline.layers, current.layers),
    updatePullSize: pullSizeOf(added),
  });
};
