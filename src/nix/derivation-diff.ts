import { nameOf, type StorePath } from "../core/store-path.ts";
import { type Derivation, derivationName } from "./derivation.ts";
import { excerpts } from "./excerpt.ts";
import { neutralisers, withoutHashes } from "./neutral-text.ts";
import { type DerivationPair, type PairedInputs, pairInputs } from "./pair-inputs.ts";

/** What differs in a derivation itself, apart from the hashes of what it is built from. */
export interface Reason {
  readonly kind: "source" | "env" | "builder" | "args" | "system" | "fixed-output" | "input-added" | "input-removed";
  /** Name of the derivation, of the current one where it has another name now. */
  readonly derivation: string;
  /** Attribute that has the difference, or that names the store path which differs. */
  readonly attribute?: string;
  /** Store paths of a source, a hash of a fixed output, the name of an input; else the text, cut to its first difference. */
  readonly before?: string;
  readonly after?: string;
}

export type DerivationDiff =
  /** They build the same. */
  | { readonly kind: "same" }
  | { readonly kind: "own"; readonly reason: Reason }
  /** Nothing but what they are built from differs. */
  | { readonly kind: "inputs"; readonly pairs: readonly DerivationPair[] };

type Difference = Omit<Reason, "derivation">;

/** Attributes that say most about a package come first; a name only follows from the others. */
const TELLING = ["version", "src", "srcs", "patches"];
const KINDS: readonly Reason["kind"][] = [
  "system",
  "input-added",
  "input-removed",
  "source",
  "builder",
  "env",
  "args",
  "fixed-output",
];

const rank = ({ kind, attribute }: Difference): number => {
  const telling = TELLING.indexOf(attribute ?? "");
  if (telling >= 0) return telling;
  return attribute === "name" ? 99 : TELLING.length + KINDS.indexOf(kind);
};

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

interface Sides {
  readonly baseline: Derivation;
  readonly current: Derivation;
}

const isFixed = ({ outputs }: Derivation): boolean => [...outputs.values()].some(({ hash }) => hash !== undefined);

/** Equal output paths: how a fixed output is fetched makes no difference, here and in everything above. */
const buildsSame = (baseline: Derivation, current: Derivation): boolean =>
  baseline.outputs.size === current.outputs.size &&
  [...current.outputs].every(([name, { path }]) => path !== undefined && baseline.outputs.get(name)?.path === path);

const fixedDifferences = ({ baseline, current }: Sides): readonly Difference[] => {
  const [before, after] = [baseline, current].map(({ outputs }) => [...outputs.values()][0]?.hash ?? "");
  return [
    ...(before === after ? [] : [{ kind: "fixed-output" as const, ...defined(before, after) }]),
    ...(baseline.name === current.name ? [] : [changed("env", "name", baseline.name, current.name)]),
  ];
};

const defined = (before: string | undefined, after: string | undefined): Pick<Difference, "before" | "after"> => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const changed = (kind: Reason["kind"], attribute: string | undefined, before: string, after: string): Difference => {
  const [from, to] = [withoutHashes(before), withoutHashes(after)];
  const [shownBefore, shownAfter] = from === to ? excerpts(before, after) : excerpts(from, to);
  return { kind, ...(attribute === undefined ? {} : { attribute }), before: shownBefore, after: shownAfter };
};

const ownDifferences = (sides: Sides, inputs: PairedInputs): readonly Difference[] => [
  ...textDifferences(sides, neutralisers(sides.baseline, sides.current, inputs.pairs)),
  ...sourceDifferences(sides),
  ...inputs.added.map((path) => inputDifference("input-added", path, sides.current)),
  ...inputs.removed.map((path) => inputDifference("input-removed", path, sides.baseline)),
];

/** Said by the derivation's own fields, and never told as attributes. */
const REPEATED = new Set(["builder", "system", "args"]);

const textDifferences = (
  { baseline, current }: Sides,
  [neutralBaseline, neutralCurrent]: ReturnType<typeof neutralisers>,
): readonly Difference[] => {
  const differs = (before: string, after: string): boolean => neutralBaseline(before) !== neutralCurrent(after);
  const field = (kind: "system" | "builder" | "args", textOf: (of: Derivation) => string): readonly Difference[] =>
    differs(textOf(baseline), textOf(current)) ? [changed(kind, undefined, textOf(baseline), textOf(current))] : [];
  const names = [...new Set([...baseline.attributes.keys(), ...current.attributes.keys()])].sort();
  const isOwn = (name: string): boolean =>
    !REPEATED.has(name) && !(current.outputs.has(name) && baseline.outputs.has(name));
  return [
    ...field("system", ({ system }) => system),
    ...field("builder", ({ builder }) => builder),
    ...field("args", ({ args }) => args.join(" ")),
    ...names.filter(isOwn).flatMap((name) => {
      const [before = "", after = ""] = [baseline, current].map(({ attributes }) => attributes.get(name));
      return differs(before, after) ? [changed("env", name, before, after)] : [];
    }),
  ];
};

/** Sources of the same name and another hash. Those of another name stand in a text, which differs. */
const sourceDifferences = ({ baseline, current }: Sides): readonly Difference[] => {
  const [before, after] = [new Set(baseline.inputSrcs), new Set(current.inputSrcs)];
  const gone = Map.groupBy(
    baseline.inputSrcs.filter((path) => !after.has(path)),
    nameOf,
  );
  return current.inputSrcs
    .filter((path) => !before.has(path))
    .flatMap((path) => {
      const match = gone.get(nameOf(path))?.shift();
      const attribute = attributeWith(current, path);
      return match === undefined
        ? []
        : [{ kind: "source" as const, ...(attribute && { attribute }), before: match, after: path }];
    });
};

/** The most telling attribute whose value has `text`. */
export const attributeWith = ({ attributes }: Derivation, text: string): string | undefined => {
  const names = [...attributes].flatMap(([name, value]) => (value.includes(text) ? [name] : []));
  return TELLING.find((name) => names.includes(name)) ?? names.sort()[0];
};

const inputDifference = (
  kind: "input-added" | "input-removed",
  path: StorePath,
  derivation: Derivation,
): Difference => {
  const name = derivationName(path);
  const attribute = attributeWith(derivation, `-${name}`);
  return { kind, ...(attribute && { attribute }), ...(kind === "input-added" ? { after: name } : { before: name }) };
};
