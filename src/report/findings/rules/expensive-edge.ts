import type { StorePath } from "../../../core/store-path.ts";
import type { ReportStorePath } from "../../model.ts";
import { isEnvironment } from "../../pairing.ts";
import { referrersAmong } from "../../referrers.ts";
import { attributeIn, replacing } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import { reasonFor, retainedBy, type Subject, worthwhile } from "../subject.ts";

/** A tenth of the image, or nobody rewrites a dependency for it. */
const SHARE = 0.1;
const SHOWN = 3;

/** The program, a dependency of it, and what that one brings. */
const DEEP = 3;

/** A buildEnv or symlinkJoin has no bytes of its own; what it or an environment holds, the image's author has chosen. */
const isCollection = (entry: ReportStorePath): boolean => entry.contentSize === 0 || isEnvironment(entry);

/** How long the chain to a path is, without what only collects others. */
const depthsIn = ({ report }: Subject) => {
  const collections = new Set(report.storePaths.filter(isCollection).map(({ path }) => path));
  return ({ whyChain = [] }: ReportStorePath): number => whyChain.filter((path) => !collections.has(path)).length;
};

/**
 * One reference of a dependency, not of what the image is made for, that brings much more than the path itself: what
 * an option or a smaller variant of the dependency may spare.
 */
const isExpensive = (entry: ReportStorePath, depth: number, subject: Subject): boolean => {
  const retained = retainedBy(entry);
  const total = subject.report.totals.narSize ?? subject.report.totals.contentSize;
  const own = entry.narSize ?? entry.contentSize;
  return depth >= DEEP && retained >= Math.max(worthwhile(subject.report), total * SHARE) && retained >= 2 * own;
};

export const expensiveEdge: Rule = {
  id: "expensive-edge",
  severity: "warning",
  title: "One reference that drags in a lot",
  detect: (subject) => {
    const referrers = referrersAmong(subject.report.storePaths);
    const depthOf = depthsIn(subject);
    const found = subject.report.storePaths.filter(
      (entry) => referrers.get(entry.path)?.length === 1 && isExpensive(entry, depthOf(entry), subject),
    );
    const paths = new Set<StorePath>(found.map(({ path }) => path));
    return found
      .filter(({ dominator }) => dominator === undefined || !paths.has(dominator))
      .map((entry) => ({ subject: entry.name, bytes: retainedBy(entry), ...reasonFor(entry) }))
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, SHOWN);
  },
  describe: ({ subject, by = "", bytes }, { name, size }) =>
    `cutting the reference from ${name(by)} to ${name(subject)} frees ${size(bytes)}, since nothing else needs it`,
  fix: ({ subject, by = "app" }) => ({
    advice:
      "See which options the package has (nix edit), or take a smaller variant of it, as curlMinimal and gitMinimal are.",
    nix: replacing(by, (old) => [`${old}.override {`, `  ${attributeIn(subject)} = null;`, "};"]),
  }),
};
