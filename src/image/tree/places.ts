import type { Directory, FileTree, TreeNode } from "./file-tree.ts";

/** A path (a byte string, empty for the root) with what a layer has there, and what the layers below have. */
export interface ChangedPlace {
  readonly path: string;
  readonly own: TreeNode | undefined;
  readonly before: TreeNode | undefined;
}

/** Links are not followed: a layer's entries are meant literally. */
export const placeAt = (path: string, own: FileTree, below: FileTree): ChangedPlace => ({
  path,
  own: find(own.root, path),
  before: find(below.root, path),
});

const find = (root: Directory, path: string): TreeNode | undefined => {
  let node: TreeNode | undefined = root;
  for (const name of path.split("/")) {
    if (name !== "") node = node === undefined || typeof node === "number" ? undefined : node.entries.get(name);
  }
  return node;
};

/** Takes a path out of a tree, with all below it. */
export const detach = (tree: FileTree, path: string): void => {
  const slash = path.lastIndexOf("/");
  const parent = find(tree.root, path.slice(0, slash));
  if (parent !== undefined && typeof parent !== "number") parent.entries.delete(path.slice(slash + 1));
};
