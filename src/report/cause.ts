import { changeOf, headlineMeasure } from "./change.ts";
import { dependencyCount, foldAdditions, treeName } from "./fold.ts";
import type { Compared, PackageChange } from "./model.ts";

/** All changes of one kind together. */
interface Group {
  readonly count: number;
  /** Bytes of regular files. */
  readonly change: number;
}

interface KindCause {
  /** The heaviest of the kind. */
  readonly package: PackageChange;
  readonly group: Group;
}

/** The one sentence behind a change, as data. Every `change` is in bytes of regular files. */
export type Cause =
  | {
      readonly kind: "added";
      readonly package: PackageChange;
      /** Without its output when other outputs came along. */
      readonly name: string;
      /** With everything that came only because of it. */
      readonly change: number;
      readonly dependencies: number;
      /** All additions, each with what came along. */
      readonly group: Group;
    }
  | ({ readonly kind: "changed"; readonly change: number } & KindCause)
  | ({ readonly kind: "removed" | "rebuilt"; readonly change: number } & KindCause)
  /** Files outside the Nix store. */
  | { readonly kind: "root"; readonly change: number }
  /** No size tells why, and yet layers differ: times, order, or bytes of equal number. */
  | { readonly kind: "repacked"; readonly newLayers: number; readonly removedLayers: number }
  /** The layers are the same; entrypoint, environment or labels are not. */
  | { readonly kind: "config" }
  | { readonly kind: "nothing" };

type Weighed = Extract<Cause, { readonly change: number }>;

const additions = (compared: Compared): readonly Weighed[] => {
  const trees = foldAdditions(compared.packages).filter((tree) => tree.top.kind === "added");
  const group = { count: trees.length, change: trees.reduce((sum, tree) => sum + tree.change, 0) };
  return trees.map((tree) => ({
    kind: "added",
    package: tree.top,
    name: treeName(tree),
    change: tree.change,
    dependencies: dependencyCount(tree),
    group,
  }));
};

/**
 * Removals and rebuilds weigh as a group: the old graph, which would say what left because of what, is not part of a
 * diff, and a rebuild is one event for all it touches. A version change is somebody's decision and weighs alone.
 */
const ofKind = (compared: Compared, kind: "removed" | "changed" | "rebuilt"): readonly Weighed[] => {
  const all = compared.packages.filter((change) => change.kind === kind);
  const sum = all.reduce((total, it) => total + it.change, 0);
  const sameSign = all.filter((it) => Math.sign(it.change) === Math.sign(sum));
  const candidates = kind === "changed" ? all : [heaviest(sameSign) ?? heaviest(all)];
  return candidates
    .filter((it) => it !== undefined)
    .map((it) => ({
      kind,
      package: it,
      change: kind === "changed" ? it.change : sum,
      group: { count: all.length, change: sum },
    }));
};

const outsideStore = (compared: Compared): readonly Weighed[] => {
  const change = changeOf(compared.totals.rootContentSize) ?? 0;
  return change === 0 ? [] : [{ kind: "root", change }];
};

/** The first of those with the largest absolute change. */
const heaviest = <T extends { readonly change: number }>(items: readonly T[]): T | undefined =>
  items.reduce<T | undefined>(
    (best, item) => (best === undefined || Math.abs(item.change) > Math.abs(best.change) ? item : best),
    undefined,
  );

const withoutSize = ({ layers }: Compared): Cause =>
  layers.new.length + layers.removed.length > 0
    ? { kind: "repacked", newLayers: layers.new.length, removedLayers: layers.removed.length }
    : { kind: "config" };

/**
 * What a reviewer should hear first: the heaviest change that moves the size the way the headline says it moved.
 * When nothing moves it that way, the heaviest of all.
 */
export const causeOf = (compared: Compared): Cause => {
  if (compared.identical) return { kind: "nothing" };
  const direction = Math.sign(headlineMeasure(compared.totals)?.change ?? 0);
  const candidates: readonly Weighed[] = [
    ...additions(compared),
    ...ofKind(compared, "removed"),
    ...ofKind(compared, "changed"),
    ...ofKind(compared, "rebuilt"),
    ...outsideStore(compared),
  ];
  const explaining = candidates.filter((candidate) => direction !== 0 && Math.sign(candidate.change) === direction);
  return heaviest(explaining) ?? heaviest(candidates) ?? withoutSize(compared);
};
