import type { Model } from "./model.ts";

/** The part of the references that explains one path: all ways from the image to it, and what it refers to itself. */
export interface GraphPart {
  readonly path: number;
  /** The path, those that lead to it, and those that it refers to. */
  readonly nodes: readonly number[];
  readonly edges: readonly (readonly [from: number, to: number])[];
  readonly hiddenAbove: number;
  readonly hiddenBelow: number;
}

const MOST_ABOVE = 40;
const MOST_BELOW = 16;

/** The shortest way is always in it; of the others those nearest to the path are drawn first. */
export const graphPart = (model: Model, path: number): GraphPart => {
  const above = ancestorsOf(model, path);
  const kept = new Set([path, ...model.chainOf(path).slice(-MOST_ABOVE)]);
  for (const ancestor of above) if (kept.size <= MOST_ABOVE) kept.add(ancestor);
  const below = model.referencesOf(path).filter((target) => target !== path);
  const shown = below.filter((target) => !kept.has(target)).slice(0, MOST_BELOW);
  const edges = [...kept].flatMap((from) =>
    model.referencesOf(from).flatMap((to) => (kept.has(to) && to !== from ? [[from, to] as const] : [])),
  );
  return {
    path,
    nodes: [...kept, ...shown],
    edges: [...edges, ...shown.map((to) => [path, to] as const)],
    hiddenAbove: above.length - [...kept].filter((node) => node !== path).length,
    hiddenBelow: below.filter((target) => !kept.has(target)).length - shown.length,
  };
};

/** Everything that leads to a path, nearest first. */
const ancestorsOf = (model: Model, path: number): readonly number[] => {
  const seen = new Set([path]);
  for (const node of seen) for (const referrer of model.referrersOf(node)) seen.add(referrer);
  return [...seen].slice(1);
};
