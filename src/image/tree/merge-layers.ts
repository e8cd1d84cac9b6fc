import { entriesOf, type LayerFiles } from "../layer-files.ts";
import { FileTree } from "./file-tree.ts";

/** What a container sees of some layers, oldest first. `made` is told of every file, also of those that are hidden later. */
export const mergeLayers = (
  layers: readonly LayerFiles[],
  made: (id: number, path: string) => void = () => {},
): FileTree => {
  const tree = new FileTree({ hidden: () => {}, whiteout: () => {} });
  for (const files of layers) {
    tree.startLayer();
    for (const entry of entriesOf(files)) {
      const before = tree.files.count;
      tree.apply(entry);
      if (tree.files.count > before) made(before, entry.path);
    }
  }
  return tree;
};
