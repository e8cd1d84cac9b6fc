import type { StorePath } from "../../core/store-path.ts";
import { type Directory, type FileTree, nodeAt, walk } from "./file-tree.ts";
import { NAR_DIRECTORY, NAR_MAGIC, narEntrySize } from "./nar-format.ts";

/** NAR size of every store path, from what a container sees of it: what Nix says too, when the image holds all of the path. */
export const narSizesIn = (tree: FileTree): ReadonlyMap<StorePath, number> => {
  const sizes = new Map<StorePath, number>();
  for (const owner of tree.owners) {
    const node = nodeAt(tree.root, owner);
    if (typeof node === "number") sizes.set(owner, NAR_MAGIC + tree.files.narSize(node));
    else if (node !== undefined) sizes.set(owner, NAR_MAGIC + sizeOfDirectory(node, tree));
  }
  return sizes;
};

const sizeOfDirectory = (directory: Directory, { files }: FileTree): number => {
  let sum = NAR_DIRECTORY;
  for (const { name, node } of walk(directory)) {
    sum += narEntrySize(name) + (typeof node === "number" ? files.narSize(node) : NAR_DIRECTORY);
  }
  return sum;
};
