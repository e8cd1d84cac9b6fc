import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";

const TINY = 100_000;
const SHARE = 0.4;
/** Fewer cost nobody anything. */
const MANY = 20;

export const tinyLayers: Rule = {
  id: "tiny-layers",
  severity: "info",
  title: "Many tiny layers",
  detect: ({ report: { layers } }) => {
    const tiny = layers.filter(({ uncompressedSize }) => uncompressedSize < TINY);
    return layers.length < MANY || tiny.length <= layers.length * SHARE
      ? []
      : [{ subject: "layers", value: `${tiny.length} of ${layers.length}` }];
  },
  describe: ({ value = "" }, { word }) =>
    `${word(value)} layers hold less than 100 kB each, and every layer costs requests and a mount`,
  fix: () => ({
    advice: "Lower the number of layers: the smallest paths share the last one.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 20;"], "buildLayeredImage"),
  }),
};
