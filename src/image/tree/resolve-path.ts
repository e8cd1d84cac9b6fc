import { nearest } from "../../core/nearest.ts";
import { textOfName } from "../../tar/index.ts";
import type { LayerFiles } from "../layer-files.ts";
import { readEntryFacts } from "./entry-facts.ts";
import type { Directory, FileTree, TreeNode } from "./file-tree.ts";

export type ResolvedPath =
  /** `path` is a byte string without links in it, `/` for the root. */
  | { readonly kind: "found"; readonly path: string; readonly node: TreeNode }
  /** `near` are readable paths that may have been meant. */
  | { readonly kind: "missing"; readonly near: readonly string[] };

/** As many as Linux follows, https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const LINKS = 40;
const SUGGESTIONS = 3;

interface Step {
  readonly name: string;
  readonly node: Directory;
}

/** What a path that a person wrote leads to in a merged tree, symlinks followed as a container would. */
export const resolvePath = (tree: FileTree, layers: readonly LayerFiles[], text: string): ResolvedPath => {
  const pending = Buffer.from(text, "utf8").toString("latin1").split("/").reverse();
  let above: Step[] = [];
  let links = 0;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      above.pop();
      continue;
    }
    const directory = above.at(-1)?.node ?? tree.root;
    const node = directory.entries.get(name);
    const path = `${pathOf(above)}/${name}`;
    if (node === undefined) return missing(directory, pathOf(above), name);
    if (typeof node !== "number") {
      above.push({ name, node });
      continue;
    }
    const { target } = readEntryFacts(layers, new Map([[path, tree.files.layer(node)]]))(path);
    if (target === undefined) {
      const inside = pending.some((part) => part !== "" && part !== ".");
      return inside ? { kind: "missing", near: [textOfName(path)] } : { kind: "found", path, node };
    }
    links += 1;
    if (links > LINKS) return { kind: "missing", near: [] };
    if (target.startsWith("/")) above = [];
    pending.push(...target.split("/").reverse());
  }
  return { kind: "found", path: pathOf(above) || "/", node: above.at(-1)?.node ?? tree.root };
};

const pathOf = (steps: readonly Step[]): string => steps.map(({ name }) => `/${name}`).join("");

const missing = (directory: Directory, above: string, name: string): ResolvedPath => {
  const names = Array.from(directory.entries.keys(), textOfName);
  const near = nearest(textOfName(name), names, SUGGESTIONS).map((found) => `${textOfName(above)}/${found}`);
  return { kind: "missing", near };
};
