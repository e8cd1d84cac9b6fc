import { nameOf } from "../../../core/store-path.ts";
import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";

const SHARE = 0.8;
const LARGE = 50_000_000;
const PATHS = 5;

export const singleLayer: Rule = {
  id: "single-layer",
  severity: "warning",
  title: "The whole closure in one layer",
  detect: ({ report: { layers, totals } }) => {
    const index = layers.findIndex(({ contentSize }) => contentSize > totals.contentSize * SHARE);
    const layer = layers[index];
    if (layer === undefined || layer.contentSize <= LARGE || layer.storePaths.length <= PATHS) return [];
    const items = layer.storePaths.map(({ path, contentSize }) => ({ path, name: nameOf(path), bytes: contentSize }));
    return [{ subject: "layers", value: `layer ${index + 1}`, bytes: layer.contentSize, items }];
  },
  describe: ({ value = "", bytes, count = 0, items }, { size, word }) =>
    `${word(value)} holds ${count || items.length} store paths (${size(bytes)}): whatever changes, all of it is pulled again`,
  fix: () => ({
    advice: "Spread the closure over layers, so that what did not change is not pulled again.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 100;"], "buildLayeredImage"),
  }),
};
