import type { Rule } from "../rule.ts";

const OLDEST = 2000;

/** Stands for the date where the config has none. */
const MISSING = "missing";

export const epochDate: Rule = {
  id: "epoch-date",
  severity: "info",
  title: "No date of creation",
  detect: ({ image: { config } }) => {
    const created = config.created ?? "";
    const year = Number(/^([0-9]{4})-/.exec(created)?.[1] ?? 0);
    return year >= OLDEST ? [] : [{ subject: "created", value: created === "" ? MISSING : created.slice(0, 40) }];
  },
  describe: ({ value = MISSING }, { name }) =>
    `the image ${value === MISSING ? "does not say when it was created" : `says that it was created at ${name(value)}`}: it looks decades old, and policies that clean up by age delete it first`,
  fix: () => ({
    advice: "Take the date of the commit. Leave mtime as it is, or layers stop being shared.",
    nix: [
      "{ pkgs, self }:",
      "let date = self.lastModifiedDate; in",
      "pkgs.dockerTools.streamLayeredImage {",
      '  name = "app";',
      '  created = builtins.concatStringsSep "-" [',
      "    (builtins.substring 0 4 date)",
      "    (builtins.substring 4 2 date)",
      "    (builtins.substring 6 2 date)",
      '  ] + "T00:00:00Z";',
      "}",
    ].join("\n"),
  }),
};
