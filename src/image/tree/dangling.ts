import { type StorePath, storePathOf } from "../../core/store-path.ts";
import { textOfName } from "../../tar/index.ts";
import { type FileTree, walkPaths } from "./file-tree.ts";

export interface DanglingLinks {
  readonly count: number;
  /** The first of them, readable. */
  readonly links: readonly { readonly path: string; readonly target: string; readonly storePath: StorePath }[];
}

const SHOWN = 10;

/** Symlinks into the Nix store whose store path the image does not hold. */
export const findDanglingLinks = (tree: FileTree, held: ReadonlySet<StorePath>): DanglingLinks => {
  const dangling = new Map<number, StorePath>();
  for (const [id, target] of tree.links) {
    const storePath = storePathOf(target);
    if (storePath !== undefined && !held.has(storePath)) dangling.set(id, storePath);
  }
  if (dangling.size === 0) return { count: 0, links: [] };
  return { count: dangling.size, links: namePaths(tree, dangling) };
};

const namePaths = (tree: FileTree, dangling: ReadonlyMap<number, StorePath>): DanglingLinks["links"] => {
  const links: DanglingLinks["links"][number][] = [];
  for (const { folder, name, node } of walkPaths(tree.root)) {
    const storePath = typeof node === "number" ? dangling.get(node) : undefined;
    if (typeof node !== "number" || storePath === undefined) continue;
    links.push({ path: textOfName(`${folder}/${name}`), target: textOfName(tree.links.get(node) ?? ""), storePath });
    if (links.length === SHOWN) break;
  }
  return links;
};
