import { textOfName } from "../../tar/index.ts";
import { type FileTree, walkPaths } from "./file-tree.ts";

/** Files of one content, each with bytes of its own in the image. */
export interface IdenticalGroup {
  /** Of one file. */
  readonly size: number;
  readonly files: number;
  /** Bytes of all but one. */
  readonly contentSize: number;
  /** True when some lie in the Nix store and others outside: copied instead of linked. */
  readonly copiedFromStore: boolean;
  /** Readable, at most `PATHS`, those outside the store first. */
  readonly paths: readonly string[];
}

export interface IdenticalContent {
  /** Bytes that one copy of each content would save. */
  readonly contentSize: number;
  /** The part of them in groups that lie in the Nix store and outside. */
  readonly copiedFromStore: number;
  readonly groups: number;
  /** Largest saving first, at most as many as asked for, else `GROUPS`. */
  readonly largest: readonly IdenticalGroup[];
}

const GROUPS = 20;
const PATHS = 5;

/** Visible files with the same 64-bit hash. Hard links share their bytes and are one file. */
export const findIdentical = (tree: FileTree, limit = GROUPS): IdenticalContent => {
  const groups = groupByContent(tree);
  const largest = groups.largest(limit);
  const ids = filesOf(tree, new Set(largest.map((group) => groups.hash(group))));
  const paths = pathsOf(tree, new Set([...ids.values()].flat()));
  return {
    ...groups.totals(),
    largest: largest.map((group) => ({
      ...groups.describe(group),
      paths: samplePaths(tree, ids.get(groups.hash(group)) ?? [], paths),
    })),
  };
};

/** Contents that several files have, in columns: a hostile image may have as many as half its files. */
class Groups {
  readonly #index = new Map<bigint, number>();
  readonly #hashes: BigUint64Array;
  readonly #sizes: Float64Array;
  readonly #files: Uint32Array;
  readonly #inStore: Uint32Array;

  constructor(hashes: readonly bigint[]) {
    this.#hashes = BigUint64Array.from(hashes);
    for (const [group, hash] of this.#hashes.entries()) this.#index.set(hash, group);
    this.#sizes = new Float64Array(hashes.length);
    this.#files = new Uint32Array(hashes.length);
    this.#inStore = new Uint32Array(hashes.length);
  }

  add(hash: bigint, size: number, inStore: boolean): void {
    const group = this.#index.get(hash);
    if (group === undefined) return;
    this.#sizes[group] = size;
    this.#files[group] = (this.#files[group] as number) + 1;
    if (inStore) this.#inStore[group] = (this.#inStore[group] as number) + 1;
  }

  hash(group: number): bigint {
    return this.#hashes[group] as bigint;
  }

  describe(group: number): Omit<IdenticalGroup, "paths"> {
    const [size, files, inStore] = [this.#sizes[group] ?? 0, this.#files[group] ?? 0, this.#inStore[group] ?? 0];
    return { size, files, contentSize: (files - 1) * size, copiedFromStore: inStore > 0 && inStore < files };
  }

  totals(): Omit<IdenticalContent, "largest"> {
    let contentSize = 0;
    let copiedFromStore = 0;
    for (let group = 0; group < this.#hashes.length; group++) {
      const found = this.describe(group);
      contentSize += found.contentSize;
      if (found.copiedFromStore) copiedFromStore += found.contentSize;
    }
    return { contentSize, copiedFromStore, groups: this.#hashes.length };
  }

  /** The groups that save most, in that order. */
  largest(limit: number): readonly number[] {
    const saved = (group: number): number => ((this.#files[group] ?? 0) - 1) * (this.#sizes[group] ?? 0);
    const order = Uint32Array.from(this.#hashes.keys()).sort((a, b) => saved(b) - saved(a) || a - b);
    return [...order.subarray(0, limit)];
  }
}

const groupByContent = ({ files }: FileTree): Groups => {
  const hashes = new BigUint64Array(files.count);
  for (let id = 0; id < files.count; id++) hashes[id] = files.names(id) > 0 ? files.hash(id) : 0n;
  const groups = new Groups(repeated(hashes.slice().sort()));
  for (let id = 0; id < hashes.length; id++) groups.add(hashes[id] as bigint, files.stored(id), files.owner(id) !== 0);
  return groups;
};

const repeated = (sorted: BigUint64Array): readonly bigint[] => {
  const found: bigint[] = [];
  for (let i = 1; i < sorted.length; i++) {
    const hash = sorted[i] as bigint;
    if (hash !== 0n && hash === sorted[i - 1] && hash !== found.at(-1)) found.push(hash);
  }
  return found;
};

const filesOf = ({ files }: FileTree, hashes: ReadonlySet<bigint>): ReadonlyMap<bigint, readonly number[]> => {
  const found = new Map<bigint, number[]>([...hashes].map((hash) => [hash, []]));
  if (hashes.size === 0) return found;
  for (let id = 0; id < files.count; id++) if (files.names(id) > 0) found.get(files.hash(id))?.push(id);
  return found;
};

const samplePaths = (
  { files }: FileTree,
  ids: readonly number[],
  paths: ReadonlyMap<number, string>,
): readonly string[] =>
  ids
    .toSorted((a, b) => Math.min(files.owner(a), 1) - Math.min(files.owner(b), 1))
    .slice(0, PATHS)
    .map((id) => textOfName(paths.get(id) ?? ""));

/** A path of each wanted file. */
const pathsOf = (tree: FileTree, wanted: ReadonlySet<number>): ReadonlyMap<number, string> => {
  const found = new Map<number, string>();
  if (wanted.size === 0) return found;
  for (const { folder, name, node } of walkPaths(tree.root)) {
    if (typeof node === "number" && wanted.has(node) && !found.has(node)) found.set(node, `${folder}/${name}`);
  }
  return found;
};
