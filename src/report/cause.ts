import { changeOf, headlineMeasure, isMoved } from "./change.ts";
import { dependencyCount, foldAdditions, treeName } from "./fold.ts";
import type { Compared, DistributionChange, PackageChange } from "./model.ts";

/** All changes of one kind together. */
export interface Group {
  readonly count: number;
  /** Bytes of regular files. */
  readonly change: number;
}

interface KindCause {
  /** The one to name: the heaviest that moves the size the way its kind does. */
  readonly package: PackageChange;
  /** Of the package for a version change, of the group for the others. */
  readonly change: number;
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
  | ({ readonly kind: "changed" | "removed" | "rebuilt" } & KindCause)
  /** The same store paths, in other layers than before or with other files: nothing was built anew. */
  | ({ readonly kind: "moved" } & KindCause)
  /** Files outside the Nix store. */
  | {
      readonly kind: "root";
      readonly change: number;
      /** Packages of dpkg or apk that explain most of it, heaviest first. */
      readonly packages: readonly DistributionChange[];
      /** How many there are when one side alone has a package database, so that all of it came or went. */
      readonly whole?: number;
    }
  /** No size tells why, and yet layers differ: times, order, or bytes of equal number. */
  | { readonly kind: "repacked"; readonly newLayers: number; readonly removedLayers: number }
  | { readonly kind: "reordered" }
  /** The layers are the same; entrypoint, environment or labels are not. */
  | { readonly kind: "config"; readonly fields: readonly string[] }
  | { readonly kind: "nothing" };

/** A cause with the bytes that it competes with. */
interface Candidate {
  readonly cause: Cause;
  readonly weight: number;
}

/** The first of those with the largest absolute weight. */
const heaviest = <T>(items: readonly T[], weigh: (item: T) => number): T | undefined =>
  items.reduce<T | undefined>(
    (best, item) => (best === undefined || Math.abs(weigh(item)) > Math.abs(weigh(best)) ? item : best),
    undefined,
  );

const groupOf = (items: readonly { readonly change: number }[]): Group => ({
  count: items.length,
  change: items.reduce((sum, item) => sum + item.change, 0),
});

/** The item that speaks for its group: the heaviest of those that move the size the way the whole group does. */
const spokesman = <T extends { readonly change: number }>(items: readonly T[], group: Group): T | undefined => {
  const sameSign = items.filter((item) => Math.sign(item.change) === Math.sign(group.change));
  return heaviest(sameSign.length > 0 ? sameSign : items, (item) => item.change);
};

/**
 * An addition or a version change is somebody's decision and weighs alone; all of a kind together win only when they
 * are more than twice what any decision is.
 */
const decisions = <T extends { readonly change: number }>(
  items: readonly T[],
  causeFor: (item: T, group: Group) => Cause,
): readonly Candidate[] => {
  const group = groupOf(items);
  const first = spokesman(items, group);
  return [
    ...items.map((item) => ({ cause: causeFor(item, group), weight: item.change })),
    ...(first === undefined ? [] : [{ cause: causeFor(first, group), weight: group.change / 2 }]),
  ];
};

const additions = (compared: Compared): readonly Candidate[] =>
  decisions(
    foldAdditions(compared.packages).filter((tree) => tree.top.kind === "added"),
    (tree, group) => ({
      kind: "added",
      package: tree.top,
      name: treeName(tree),
      change: tree.change,
      dependencies: dependencyCount(tree),
      group,
    }),
  );

const ofKind = (compared: Compared, kind: PackageChange["kind"]): readonly PackageChange[] =>
  compared.packages.filter((change) => change.kind === kind);

const versionChanges = (compared: Compared): readonly Candidate[] =>
  decisions(ofKind(compared, "changed"), (change, group) => ({
    kind: "changed",
    package: change,
    change: change.change,
    group,
  }));

const rebuilds = (compared: Compared): readonly Candidate[] => {
  const { moved = [], rebuilt = [] } = Object.groupBy(ofKind(compared, "rebuilt"), (change) =>
    isMoved(change) ? "moved" : "rebuilt",
  );
  return [...together("rebuilt", rebuilt), ...together("moved", moved)];
};

/**
 * Removals and rebuilds weigh together: a diff does not hold the old graph, which would say what left because of what,
 * and a rebuild is one event for all that it touches.
 */
const together = (kind: "removed" | "rebuilt" | "moved", all: readonly PackageChange[]): readonly Candidate[] => {
  const group = groupOf(all);
  const first = spokesman(all, group);
  return first === undefined
    ? []
    : [{ cause: { kind, package: first, change: group.change, group }, weight: group.change }];
};

/**
 * The packages that moved as the files did, heaviest first; none when together they are less than half of it, since something
 * else did most of it then. Where the database tells no size nobody can know, and all are named.
 */
const explaining = (change: number, all: readonly DistributionChange[]): readonly DistributionChange[] => {
  if (all.some((it) => it.change === undefined)) return all;
  const same = all.filter((it) => Math.sign(it.change ?? 0) === Math.sign(change));
  const sum = same.reduce((total, it) => total + (it.change ?? 0), 0);
  return Math.abs(sum) * 2 < Math.abs(change) ? [] : same;
};

const outsideStore = (compared: Compared): readonly Candidate[] => {
  const change = changeOf(compared.totals.rootContentSize) ?? 0;
  const weigh = (item: DistributionChange): number => Math.abs(item.change ?? 0);
  const packages = explaining(change, compared.distribution ?? []).toSorted((a, b) => weigh(b) - weigh(a));
  const { baseline, current } = compared.totals.distributionPackages ?? {};
  const whole = baseline === undefined ? current : current === undefined ? baseline : undefined;
  const cause = { kind: "root", change, packages, ...(whole === undefined ? {} : { whole }) } as const;
  return change === 0 ? [] : [{ cause, weight: change }];
};

const withoutSize = ({ layers, totals, config = [] }: Compared): Cause => {
  if (layers.new.length + layers.removed.length > 0)
    return { kind: "repacked", newLayers: layers.new.length, removedLayers: layers.removed.length };
  const { baseline = 0, current = 0 } = totals.layers;
  const isSameStack = (layers.commonPrefix ?? current) === Math.max(baseline, current);
  return isSameStack ? { kind: "config", fields: config.map(({ field }) => field) } : { kind: "reordered" };
};

/**
 * What a reviewer should hear first: the heaviest change that moves the size the way the headline says it moved.
 * When nothing moves it that way, the heaviest of all.
 */
export const causeOf = (compared: Compared): Cause => {
  if (compared.identical) return { kind: "nothing" };
  const direction = Math.sign(headlineMeasure(compared.totals)?.change ?? 0);
  const candidates = [
    ...additions(compared),
    ...together("removed", ofKind(compared, "removed")),
    ...versionChanges(compared),
    ...rebuilds(compared),
    ...outsideStore(compared),
  ];
  const fitting = candidates.filter(({ weight }) => direction !== 0 && Math.sign(weight) === direction);
  const found = heaviest(fitting.length > 0 ? fitting : candidates, ({ weight }) => weight);
  return found?.cause ?? withoutSize(compared);
};
