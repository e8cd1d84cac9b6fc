import { entriesOf, type LayerEntry, type LayerFiles } from "../layer-files.ts";

/** What a tree does not keep of a file. */
export interface EntryFacts {
  readonly kind: "file" | "symlink" | "special";
  /** Byte string, of symlinks alone. */
  readonly target?: string;
}

const FILE: EntryFacts = { kind: "file" };

/**
 * What kinds of files lie at some paths, given with the layer that each is from: one look through these layers,
 * so that a tree of half a million files need not keep it.
 */
export const readEntryFacts = (
  layers: readonly LayerFiles[],
  wanted: ReadonlyMap<string, number>,
): ((path: string) => EntryFacts) => {
  const found = new Map<string, EntryFacts>();
  for (const layer of new Set(wanted.values())) {
    for (const entry of entriesOf(layers[layer] ?? NOTHING)) {
      if (wanted.get(entry.path) === layer) found.set(entry.path, factsOf(entry));
    }
  }
  return (path) => found.get(path) ?? FILE;
};

const NOTHING: LayerFiles = { count: 0, bytes: new Uint8Array(0) };

/** A hard link is one more name of a file. */
const factsOf = ({ kind, target }: LayerEntry): EntryFacts => {
  if (kind === "special") return { kind };
  if (kind === "symlink") return target === undefined ? { kind } : { kind, target };
  return FILE;
};
