import type { ClutterShare } from "../../../image/index.ts";
import type { Evidence } from "../model.ts";
import type { Rule } from "../rule.ts";
import { ownerEvidence, reasonFor, type Subject, sumOf, worthwhile } from "../subject.ts";

/** What fetchers and unpackers call their results. */
const SOURCE_NAME = /(^|-)source$|^unpack-|\.(tar(\.[a-z0-9]+)?|tgz|tbz2?|txz|zip)$/;

const KINDS: Readonly<Partial<Record<ClutterShare["kind"], string>>> = {
  git: "git repository",
  "development-modules": "development packages of npm",
  "source-maps": "source maps",
  "build-trees": "build folder",
};

const wholePaths = ({ report }: Subject) => report.storePaths.filter(({ name }) => SOURCE_NAME.test(name));

const partsOfOthers = ({ inspection }: Subject, counted: ReadonlySet<string>): readonly Evidence[] =>
  inspection.clutter
    .filter(({ kind, path }) => KINDS[kind] !== undefined && !counted.has(path ?? ""))
    .map(({ path, kind, contentSize }) => ({ ...ownerEvidence(path), bytes: contentSize, note: KINDS[kind] ?? kind }));

export const sourceInRuntime: Rule = {
  id: "source-in-runtime",
  severity: "warning",
  title: "Sources in the image",
  detect: (subject) => {
    const whole = wholePaths(subject);
    const counted = new Set<string>(whole.map(({ path }) => path));
    const items = [
      ...whole.map(({ path, name, contentSize }) => ({ path, name, bytes: contentSize, note: "whole source" })),
      ...partsOfOthers(subject, counted),
    ].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
    const bytes = sumOf(items);
    const heaviest = whole.find(({ path }) => path === items[0]?.path);
    return bytes < worthwhile(subject.report)
      ? []
      : [{ subject: "sources", bytes, items, ...(heaviest === undefined ? {} : reasonFor(heaviest)) }];
  },
  describe: ({ items, by }, { name, word, size }) => {
    const [first] = items;
    const most =
      first === undefined
        ? ""
        : `, most in ${name(first.name)} (${word(first.note ?? "source")}, ${size(first.bytes)})`;
    return `what a program is made from is in the image${most}${by === undefined ? "" : `, which ${name(by)} refers to`}`;
  },
  fix: () => ({
    advice: "Give the build the files that it needs, and install only what is run.",
    nix: [
      "{ lib, stdenv }:",
      "stdenv.mkDerivation {",
      '  name = "app";',
      "  src = lib.fileset.toSource {",
      "    root = ./.;",
      "    fileset = lib.fileset.unions [ ./src ];",
      "  };",
      "}",
    ].join("\n"),
  }),
};
