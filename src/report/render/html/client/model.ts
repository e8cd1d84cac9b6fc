import { once } from "../../../../core/once.ts";
import { parseStoreName, type StoreName, type StorePath } from "../../../../core/store-path.ts";
import type { PageImage, PagePackage } from "../page-data.ts";

/** One image with what the views ask of it; what costs time is found when it is first asked for. */
export interface Model {
  readonly image: PageImage;
  readonly count: number;
  readonly hasGraph: boolean;
  readonly nameOf: (path: number) => StoreName;
  readonly hashOf: (path: number) => string;
  /** Bytes that the path has by itself, as the sizes of the graph count them. */
  readonly ownOf: (path: number) => number;
  readonly closureOf: (path: number) => number | undefined;
  readonly retainedOf: (path: number) => number | undefined;
  readonly referencesOf: (path: number) => readonly number[];
  /** What removing frees most first. */
  readonly referrersOf: (path: number) => readonly number[];
  /** Shortest way from a root, both ends included; empty where none is known. */
  readonly chainOf: (path: number) => readonly number[];
  readonly packageOf: (path: number) => PagePackage | undefined;
  readonly numberOf: (baseName: string) => number | undefined;
  readonly findingsOf: (path: number) => readonly number[];
}

/** A page from elsewhere may name a way without an end. */
const LONGEST_CHAIN = 100;

export const openModel = (image: PageImage): Model => {
  const { store, change, findings } = image;
  const { graph } = store;
  const retainedOf = (path: number) => graph?.retainedSizes[path] ?? undefined;
  const ownOf = (path: number) => graph?.narSizes[path] ?? store.contentSizes[path] ?? 0;
  const weight = (path: number) => retainedOf(path) ?? ownOf(path);
  const referrers = once(() => turnRound(graph?.references ?? [], weight));
  const numbers = once(() => new Map(store.baseNames.map((name, path) => [name, path])));
  const packages = once(() => byPath(change?.packages ?? []));
  const found = once(() => byPath(findings));
  return {
    image,
    count: store.baseNames.length,
    hasGraph: graph !== undefined,
    nameOf: memo((path) => storeNameOf(image, path)),
    hashOf: (path) => (store.baseNames[path] ?? "").slice(0, 32),
    ownOf,
    closureOf: (path) => graph?.closureSizes[path] ?? undefined,
    retainedOf,
    referencesOf: (path) => [...(graph?.references[path] ?? [])].sort((a, b) => weight(b) - weight(a)),
    referrersOf: (path) => referrers().get(path) ?? [],
    chainOf: (path) => chainOf(graph?.referrerOnWay ?? [], path),
    packageOf: (path) => change?.packages[packages().get(path)?.[0] ?? -1],
    numberOf: (baseName) => numbers().get(baseName),
    findingsOf: (path) => found().get(path) ?? [],
  };
};

const memo = <T>(make: (path: number) => T): ((path: number) => T) => {
  const made = new Map<number, T>();
  return (path) => {
    const known = made.get(path);
    if (known !== undefined) return known;
    const value = make(path);
    made.set(path, value);
    return value;
  };
};

const storeNameOf = ({ store }: PageImage, path: number): StoreName => {
  const told = parseStoreName(`/nix/store/${store.baseNames[path] ?? ""}` as StorePath);
  const [pname, version, output] = store.packages[path] ?? [];
  if (pname === undefined) return told;
  return {
    ...{ name: told.name, pname },
    ...(version == null ? {} : { version }),
    ...(output == null ? {} : { output }),
  };
};

const chainOf = (referrerOnWay: readonly number[], path: number): readonly number[] => {
  const chain = [path];
  for (let at = referrerOnWay[path] ?? -2; at !== -1; at = referrerOnWay[at] ?? -2) {
    if (at === -2 || chain.length === LONGEST_CHAIN) return [];
    chain.unshift(at);
  }
  return chain;
};

const turnRound = (
  references: readonly (readonly number[])[],
  weight: (path: number) => number,
): ReadonlyMap<number, readonly number[]> => {
  const referrers = new Map<number, number[]>();
  for (const [path, targets] of references.entries())
    for (const target of targets) {
      const known = referrers.get(target);
      if (known === undefined) referrers.set(target, [path]);
      else known.push(path);
    }
  for (const list of referrers.values()) list.sort((a, b) => weight(b) - weight(a));
  return referrers;
};

const byPath = (items: readonly { readonly paths: readonly number[] }[]): ReadonlyMap<number, readonly number[]> => {
  const positions = new Map<number, number[]>();
  for (const [position, { paths }] of items.entries())
    for (const path of paths) {
      const known = positions.get(path);
      if (known === undefined) positions.set(path, [position]);
      else known.push(position);
    }
  return positions;
};
