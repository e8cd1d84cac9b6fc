import { defined } from "../core/defined.ts";
import { nameOf, type StorePath } from "../core/store-path.ts";
import { type Derivation, derivationName } from "./derivation.ts";
import { excerpts } from "./excerpt.ts";
import { neutralisers, withoutHashes } from "./neutral-text.ts";
import type { PairedInputs } from "./pair-inputs.ts";
import { type Difference, type Reason, TELLING } from "./reason.ts";

export interface Sides {
  readonly baseline: Derivation;
  readonly current: Derivation;
}

export const isFixed = ({ outputs }: Derivation): boolean =>
  [...outputs.values()].some(({ hash }) => hash !== undefined);

/** Of two fixed outputs: their hash, and the name, which is part of the store path. */
export const fixedDifferences = ({ baseline, current }: Sides): readonly Difference[] => {
  const [before, after] = [baseline, current].map(({ outputs }) => [...outputs.values()][0]?.hash ?? "");
  return [
    ...(before === after ? [] : [defined({ kind: "fixed-output" as const, before, after })]),
    ...(baseline.name === current.name ? [] : [changed("env", "name", baseline.name, current.name)]),
  ];
};

const changed = (kind: Reason["kind"], attribute: string | undefined, before: string, after: string): Difference => {
  const [from, to] = [withoutHashes(before), withoutHashes(after)];
  const [shownBefore, shownAfter] = from === to ? excerpts(before, after) : excerpts(from, to);
  return defined({ kind, attribute, before: shownBefore, after: shownAfter });
};

/** What differs but for the hashes of inputs. */
export const ownDifferences = (sides: Sides, inputs: PairedInputs): readonly Difference[] => [
  ...textDifferences(sides, neutralisers(sides.baseline, sides.current, inputs.pairs)),
  ...sourceDifferences(sides),
  ...inputs.added.map((path) => inputDifference("input-added", path, sides.current)),
  ...inputs.removed.map((path) => inputDifference("input-removed", path, sides.baseline)),
];

/** Said by the derivation's own fields, and never told as attributes. */
const REPEATED = new Set(["builder", "system", "args"]);

/** System, builder, arguments and attributes whose texts differ once they are neutral. */
export const textDifferences = (
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
