import type { Derivation } from "./derivation.ts";
import { fixedDifferences, isFixed, ownDifferences, textDifferences } from "./differences.ts";
import { type DerivationPair, pairInputs } from "./pair-inputs.ts";
import { type Difference, type Reason, rank } from "./reason.ts";

export type DerivationDiff =
  /** They build the same. */
  | { readonly kind: "same" }
  | { readonly kind: "own"; readonly reason: Reason }
  /** Nothing but what they are built from differs. */
  | { readonly kind: "inputs"; readonly pairs: readonly DerivationPair[] };

/** The first difference between two derivations of one package, or the inputs in which to look for it. */
export const diffDerivations = (baseline: Derivation, current: Derivation): DerivationDiff => {
  if (buildsSame(baseline, current)) return { kind: "same" };
  const inputs = pairInputs(baseline, current);
  const sides = { baseline, current };
  const found = isFixed(baseline) && isFixed(current) ? fixedDifferences(sides) : ownDifferences(sides, inputs);
  const [first] = found.toSorted((a, b) => rank(a) - rank(b));
  if (first !== undefined) return own(current, first);
  if (inputs.pairs.length > 0) return { kind: "inputs", pairs: inputs.pairs };
  // A store path whose context was discarded is no input: its hash is mere text.
  const [text] = textDifferences(sides, [(it) => it, (it) => it]);
  return text === undefined ? { kind: "same" } : own(current, text);
};

const own = ({ name }: Derivation, { kind, ...rest }: Difference): DerivationDiff => ({
  kind: "own",
  reason: { kind, derivation: name, ...rest },
});

/** Equal output paths: how a fixed output is fetched makes no difference, here and in everything above. */
const buildsSame = (baseline: Derivation, current: Derivation): boolean =>
  baseline.outputs.size === current.outputs.size &&
  [...current.outputs].every(([name, { path }]) => path !== undefined && baseline.outputs.get(name)?.path === path);
