import { imageWith } from "../nix-text.ts";
import type { Draft, Rule } from "../rule.ts";

/** overlay2 stacks 128 folders, of which a container's own is one. */
const LIMIT = 127;
const CLOSE = 110;
/** An image that starts nothing is meant to be built upon. */
const BASE_CLOSE = 100;

export const layerLimit: Rule = {
  id: "layer-limit",
  severity: "warning",
  title: "Many layers",
  detect: ({ image, report }): readonly Draft[] => {
    const count = report.layers.length;
    const { Entrypoint, Cmd } = image.config.config ?? {};
    const isBase = (Entrypoint?.length ?? 0) + (Cmd?.length ?? 0) === 0;
    const draft = { subject: "layers", value: String(count) };
    if (count > LIMIT) return [{ ...draft, severity: "error" }];
    if (count > CLOSE) return [{ ...draft, severity: "warning" }];
    return count >= BASE_CLOSE && isBase ? [{ ...draft, severity: "info" }] : [];
  },
  describe: ({ value = "", severity }, { word }) =>
    severity === "error"
      ? `${word(value)} layers are more than Docker and Podman can stack (127)`
      : `${word(value)} layers leave little room below 127 for an image that builds on this one`,
  fix: () => ({
    advice: "Make fewer of them; what shares a layer is then pulled together.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 70;"], "buildLayeredImage"),
  }),
};
