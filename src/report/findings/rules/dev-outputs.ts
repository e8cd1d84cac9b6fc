import { nameOf } from "../../../core/store-path.ts";
import type { ClutterShare } from "../../../image/index.ts";
import type { Evidence } from "../model.ts";
import type { Rule } from "../rule.ts";
import { type Subject, sumOf, worthwhile } from "../subject.ts";

const OUTPUTS = new Set(["dev", "doc", "devdoc", "man", "devman", "info", "debug", "static"]);

/** Kinds of files that are for building against a package, or for reading. */
const KINDS: Readonly<Partial<Record<ClutterShare["kind"], string>>> = {
  "static-libraries": "static libraries",
  headers: "headers",
  documentation: "documentation",
  "build-metadata": "build metadata",
};

const wholeOutputs = ({ report }: Subject): readonly Evidence[] =>
  report.storePaths
    .filter(({ output = "" }) => OUTPUTS.has(output))
    .map(({ path, name, contentSize }) => ({ path, name, bytes: contentSize, note: "whole output" }));

const partsOfOthers = ({ inspection }: Subject, whole: readonly Evidence[]): readonly Evidence[] => {
  const counted = new Set(whole.map(({ path }) => path));
  return inspection.clutter
    .filter(({ kind, path }) => path !== undefined && KINDS[kind] !== undefined && !counted.has(path))
    .flatMap(({ path, kind, contentSize }) =>
      path === undefined ? [] : [{ path, name: nameOf(path), bytes: contentSize, note: KINDS[kind] ?? kind }],
    );
};

export const devOutputs: Rule = {
  id: "dev-outputs",
  severity: "warning",
  title: "Files for development or reading",
  detect: (subject) => {
    const whole = wholeOutputs(subject);
    const items = [...whole, ...partsOfOthers(subject, whole)].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
    const bytes = sumOf(items);
    return bytes < worthwhile(subject.report) ? [] : [{ subject: "development files", bytes, items }];
  },
  describe: ({ items, count = items.length }, { name, word, size }) => {
    const [first] = items;
    const most =
      first === undefined ? "" : `, most in ${name(first.name)} (${word(first.note ?? "files")}, ${size(first.bytes)})`;
    return `headers, static libraries, documentation or whole outputs of such in ${count === 1 ? "one place" : `${count} places`}${most}`;
  },
  fix: () => ({
    advice: "Ask for the output that is run, and link only the folders that are needed into the image.",
    nix: [
      "{ pkgs }:",
      "pkgs.buildEnv {",
      '  name = "image-root";',
      "  paths = map pkgs.lib.getBin [ pkgs.openssl ];",
      '  pathsToLink = [ "/bin" ];',
      "}",
    ].join("\n"),
  }),
};
