import type { StorePath } from "../../../core/store-path.ts";
import { overlay } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import { OUTSIDE, ownerEvidence, type Subject, sumOf, worthwhile } from "../subject.ts";

/** Outputs named `debug` are nothing else, and another rule's. */
const debugSizes = ({ inspection, report }: Subject): ReadonlyMap<StorePath | undefined, number> => {
  const debugOutputs = new Set(report.storePaths.filter(({ output }) => output === "debug").map(({ path }) => path));
  const sizes = new Map<StorePath | undefined, number>();
  for (const { owner, fact } of inspection.programs()) {
    if (fact.kind !== "elf" || fact.debugSize === 0 || (owner !== undefined && debugOutputs.has(owner))) continue;
    sizes.set(owner, (sizes.get(owner) ?? 0) + fact.debugSize);
  }
  return sizes;
};

export const unstripped: Rule = {
  id: "unstripped",
  severity: "info",
  title: "Debug information in programs",
  detect: (subject) => {
    const items = [...debugSizes(subject)]
      .map(([owner, bytes]) => ({ ...ownerEvidence(owner), bytes }))
      .sort((a, b) => b.bytes - a.bytes);
    const bytes = sumOf(items);
    return bytes < worthwhile(subject.report) ? [] : [{ subject: "debug information", bytes, items }];
  },
  describe: ({ items }, { name, size }) => {
    const [first] = items;
    return `programs carry sections that only a debugger reads${first === undefined ? "" : `, most in ${name(first.name)} (${size(first.bytes)})`}`;
  },
  // Files outside the store are no package that could be overridden.
  fix: ({ items }) => ({
    advice: "Have them stripped; with a debug output they stay at hand outside of the image.",
    nix: overlay(items.find(({ name }) => name !== OUTSIDE)?.name ?? "app", [
      "dontStrip = false;",
      "separateDebugInfo = true;",
    ]),
  }),
};
