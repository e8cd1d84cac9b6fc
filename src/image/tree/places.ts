import { type FileTree, nodeAt, type TreeNode } from "./file-tree.ts";

/** A path (a byte string, empty for the root) with what a layer has there, and what the layers below have. */
export interface ChangedPlace {
  readonly path: string;
  readonly own: TreeNode | undefined;
  readonly before: TreeNode | undefined;
}

/** Links are not followed: a layer's entries are meant literally. */
export const placeAt = (path: string, own: FileTree, below: FileTree): ChangedPlace => ({
  path,
  own: nodeAt(own.root, path),
  before: nodeAt(below.root, path),
});

/** Takes a path out of a tree, with all below it. */
export const detach = (tree: FileTree, path: string): void => {
  const slash = path.lastIndexOf("/");
  const parent = nodeAt(tree.root, path.slice(0, slash));
  if (parent !== undefined && typeof parent !== "number") parent.entries.delete(path.slice(slash + 1));
};
