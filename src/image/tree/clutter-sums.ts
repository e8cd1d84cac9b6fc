import type { StorePath } from "../../core/store-path.ts";
import { CLUTTER, type Clutter } from "./clutter.ts";
import type { FileTree } from "./file-tree.ts";

/** What one owner has of one kind of clutter; without `path`: the root filesystem. */
export interface ClutterShare {
  readonly path: StorePath | undefined;
  readonly kind: Clutter;
  readonly contentSize: number;
  readonly files: number;
}

/** Visible clutter by owner and kind, most bytes first. */
export const measureClutter = (tree: FileTree): readonly ClutterShare[] => {
  const { files } = tree;
  const sums = new Map<number, { contentSize: number; files: number }>();
  for (let id = 0; id < files.count; id++) {
    const kind = files.clutter(id);
    if (kind === 0 || files.names(id) === 0) continue;
    const key = files.owner(id) * KINDS + kind - 1;
    const sum = sums.get(key) ?? { contentSize: 0, files: 0 };
    sum.contentSize += files.stored(id);
    sum.files += 1;
    sums.set(key, sum);
  }
  return [...sums]
    .map(([key, sum]) => ({
      path: tree.owners[Math.floor(key / KINDS) - 1],
      kind: CLUTTER[key % KINDS] as Clutter,
      ...sum,
    }))
    .sort((a, b) => b.contentSize - a.contentSize);
};

const KINDS = CLUTTER.length;
