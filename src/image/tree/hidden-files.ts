import { textOfName } from "../../tar/index.ts";
import { entriesOf, type LayerFiles } from "../layer-files.ts";
import { FileTree, type HiddenBy } from "./file-tree.ts";
import { mergeLayers } from "./merge-layers.ts";
import { TopList } from "./top-list.ts";

/** A file that lies in a layer and that no container sees. */
export interface HiddenFile {
  /** Readable. */
  readonly path: string;
  readonly contentSize: number;
  /** Where its bytes lie, counted from 1. */
  readonly layer: number;
  readonly by: HiddenBy;
  /** The layer that hides it, counted from 1; the same one where a path stands twice in a tar. */
  readonly byLayer: number;
}

interface Found extends Omit<HiddenFile, "path"> {
  readonly id: number;
}

/** The files that weigh most among those which a later entry takes the place of or takes away. */
export const findHiddenFiles = (layers: readonly LayerFiles[], limit: number): readonly HiddenFile[] => {
  const found = findLargest(layers, limit);
  const paths = pathsOf(layers, new Set(found.map(({ id }) => id)));
  return found.map(({ id, ...file }) => ({ path: textOfName(paths.get(id) ?? ""), ...file }));
};

const findLargest = (layers: readonly LayerFiles[], limit: number): readonly Found[] => {
  const largest = new TopList<Found>(
    limit,
    ({ contentSize }) => contentSize,
    (a, b) => a.id - b.id,
  );
  let byLayer = 0;
  const tree: FileTree = new FileTree({
    hidden: (id, by) => {
      const contentSize = tree.files.stored(id);
      const layer = tree.files.layer(id) + 1;
      if (contentSize > 0) largest.offer(contentSize, () => ({ id, contentSize, layer, by, byLayer }));
    },
    whiteout: () => {},
  });
  for (const files of layers) {
    tree.startLayer();
    byLayer += 1;
    for (const entry of entriesOf(files)) tree.apply(entry);
  }
  return largest.finish();
};

/** A tree forgets the names of what it hides: the layers are merged once more, and each file that is made is met by name. */
const pathsOf = (layers: readonly LayerFiles[], wanted: ReadonlySet<number>): ReadonlyMap<number, string> => {
  const paths = new Map<number, string>();
  if (wanted.size === 0) return paths;
  mergeLayers(layers, (id, path) => {
    if (wanted.has(id)) paths.set(id, path);
  });
  return paths;
};
