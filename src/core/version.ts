import { compareText } from "./compare-text.ts";

const COMPONENT = /[0-9]+|[^0-9.-]+/g;
const NUMBER = /^[0-9]+$/;

/** Components of a version: runs of digits and runs of anything else, parted by dots, dashes and the borders between them. */
const componentsOf = (version: string): readonly string[] => version.match(COMPONENT) ?? [];

/** Digits of any length compared as numbers; dates with seconds are longer than 32 bits. */
const compareNumbers = (a: string, b: string): number => {
  const x = a.replace(/^0+/, "");
  const y = b.replace(/^0+/, "");
  return x.length - y.length || compareText(x, y);
};

/** Rank of unequal kinds of component: `pre` before the end, the end before letters, letters before numbers (2.3a < 2.3.1). */
const rankOf = (component: string): number =>
  component === "pre" ? 0 : component === "" ? 1 : NUMBER.test(component) ? 3 : 2;

const compareComponents = (a: string, b: string): number =>
  NUMBER.test(a) && NUMBER.test(b) ? compareNumbers(a, b) : rankOf(a) - rankOf(b) || compareText(a, b);

/**
 * Negative, zero or positive as version `a` is older than, as old as or newer than `b`, in the order of
 * `builtins.compareVersions` (NixOS/nix src/libstore/names.cc). Spellings such as `1.0` and `1-0` are equal.
 */
export const compareVersions = (a: string, b: string): number => {
  const left = componentsOf(a);
  const right = componentsOf(b);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const order = compareComponents(left[i] ?? "", right[i] ?? "");
    if (order !== 0) return Math.sign(order);
  }
  return 0;
};
