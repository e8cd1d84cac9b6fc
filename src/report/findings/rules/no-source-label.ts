import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";

const LABEL = "org.opencontainers.image.source";

export const noSourceLabel: Rule = {
  id: "no-source-label",
  severity: "warning",
  title: "No link to the repository",
  detect: ({ image, publishing }) => {
    const needed = publishing?.registries.includes("ghcr.io") === true && !publishing.annotatesSource;
    return !needed || image.config.config?.Labels?.[LABEL] !== undefined ? [] : [{ subject: LABEL }];
  },
  describe: () =>
    "the image goes to ghcr.io and does not name its repository: the package is linked to none, whose workflows then may not write it",
  fix: () => ({
    advice: "Name the repository in a label, or publish from its own workflow, which adds the annotation.",
    nix: imageWith(["config.Labels = {", `  "${LABEL}" =`, `    "https://github.com/owner/repository";`, "};"]),
  }),
};
