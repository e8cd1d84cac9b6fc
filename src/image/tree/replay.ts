import { entriesOf, type LayerEntry, type LayerFiles } from "../layer-files.ts";
import { FileTree, type HiddenBy } from "./file-tree.ts";

/** How a file came to be hidden. */
export interface Hiding {
  readonly by: HiddenBy;
  /** Index of the layer that hides it. */
  readonly layer: number;
  /** What took its place, where something did. */
  readonly replacement: LayerEntry | undefined;
}

/** Is told of what applying layers does. Paths are byte strings. */
export interface ReplayObserver {
  readonly startLayer?: (layer: number) => void;
  /** Each entry once it is applied, and the id of the file that it made, if it made one. */
  readonly applied?: (entry: LayerEntry, made: number | undefined) => void;
  /** A file of which no name is left. */
  readonly hidden?: (tree: FileTree, id: number, how: Hiding) => void;
  /** As `TreeObserver` has it. */
  readonly whiteout?: (path: string, bytes: number, named: boolean) => void;
}

/** What a container sees of some layers, oldest first. */
export const replayLayers = (layers: readonly LayerFiles[], observer: ReplayObserver = {}): FileTree => {
  const { startLayer, applied, hidden, whiteout } = observer;
  let layer = -1;
  const tree: FileTree = new FileTree({
    hidden: (id, by, replacement) => hidden?.(tree, id, { by, layer, replacement }),
    whiteout: (path, bytes, named) => whiteout?.(path, bytes, named),
  });
  for (const files of layers) {
    tree.startLayer();
    layer += 1;
    startLayer?.(layer);
    for (const entry of entriesOf(files)) {
      const next = tree.files.count;
      tree.apply(entry);
      applied?.(entry, tree.files.count > next ? next : undefined);
    }
  }
  return tree;
};
