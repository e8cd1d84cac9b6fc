import { entriesOf, type LayerFiles } from "../layer-files.ts";
import { FileTree, type HiddenBy } from "./file-tree.ts";

/** Is told of every file of every layer. */
export interface ReplayObserver {
  /** A file that the tree has now, by its path (a byte string). */
  readonly made?: (id: number, path: string) => void;
  /** A file of which no name is left, and the index of the layer that hides it. */
  readonly hidden?: (tree: FileTree, id: number, how: { readonly by: HiddenBy; readonly layer: number }) => void;
}

/** What a container sees of some layers, oldest first. */
export const replayLayers = (layers: readonly LayerFiles[], { made, hidden }: ReplayObserver = {}): FileTree => {
  let layer = -1;
  const tree: FileTree = new FileTree({ hidden: (id, by) => hidden?.(tree, id, { by, layer }), whiteout: () => {} });
  for (const files of layers) {
    tree.startLayer();
    layer += 1;
    for (const entry of entriesOf(files)) {
      const next = tree.files.count;
      tree.apply(entry);
      if (tree.files.count > next) made?.(next, entry.path);
    }
  }
  return tree;
};
