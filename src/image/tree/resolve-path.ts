import { nearest } from "../../core/nearest.ts";
import { nameOfText, textOfName } from "../../tar/index.ts";
import type { FileTree, TreeNode } from "./file-tree.ts";
import { lookup } from "./lookup.ts";

export type ResolvedPath =
  /** `path` is a byte string without links in it, `/` for the root. */
  { readonly kind: "found"; readonly path: string; readonly node: TreeNode } | MissingPath;

/** Readable paths: those that may have been meant, and the symlink that leads nowhere where one does. */
export interface MissingPath {
  readonly kind: "missing";
  readonly near: readonly string[];
  readonly link?: string;
}

const SUGGESTIONS = 3;

/** What a path that a person wrote leads to in a merged tree, symlinks followed as a container would. */
export const resolvePath = (tree: FileTree, text: string): ResolvedPath => {
  const found = lookup(tree, nameOfText(text));
  switch (found.kind) {
    case "directory":
      return { kind: "found", path: found.path, node: found.directory };
    case "file":
      return { kind: "found", path: found.path, node: found.id };
    case "missing":
      return {
        ...{ kind: "missing", near: pathsNear(tree, found.path) },
        ...(found.link === undefined ? {} : { link: textOfName(found.link) }),
      };
  }
};

/** Of the folder that the way leads to, what is called alike; a file there is no folder, and may itself have been meant. */
const pathsNear = (tree: FileTree, path: string): readonly string[] => {
  const slash = path.lastIndexOf("/");
  const above = lookup(tree, path.slice(0, slash));
  if (above.kind !== "directory") return [];
  const names = Array.from(above.directory.entries.keys(), textOfName);
  const prefix = textOfName(path.slice(0, slash));
  return nearest(textOfName(path.slice(slash + 1)), names, SUGGESTIONS).map((name) => `${prefix}/${name}`);
};
