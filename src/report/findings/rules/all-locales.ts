import { splice } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import { reasonFor, retainedBy } from "../subject.ts";

/** An archive of a few languages stays far below. */
const LARGE = 20_000_000;

export const allLocales: Rule = {
  id: "all-locales",
  severity: "warning",
  title: "Locales of all languages",
  detect: ({ report }) =>
    report.storePaths
      .filter(({ pname, narSize, contentSize }) => pname === "glibc-locales" && (narSize ?? contentSize) > LARGE)
      .map((entry) => ({ subject: entry.name, bytes: retainedBy(entry), ...reasonFor(entry) })),
  describe: ({ subject }, { name }) => `${name(subject)} holds the locales of all languages`,
  fix: () => ({
    advice: "C.UTF-8 needs no archive; where languages are needed, name them.",
    nix: [
      "{ pkgs }:",
      "let",
      "  locales = pkgs.glibcLocales.override {",
      "    allLocales = false;",
      '    locales = [ "en_US.UTF-8/UTF-8" ];',
      "  };",
      "in",
      "pkgs.dockerTools.streamLayeredImage {",
      '  name = "app";',
      "  config.Env = [",
      '    "LANG=en_US.UTF-8"',
      `    "LOCALE_ARCHIVE=${splice("locales")}/lib/locale/locale-archive"`,
      "  ];",
      "}",
    ].join("\n"),
  }),
};
