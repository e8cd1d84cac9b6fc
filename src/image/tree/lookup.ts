import type { Directory, FileTree } from "./file-tree.ts";

/** What a container finds at a path, symlinks followed. Paths are byte strings. */
export type Found =
  | { readonly kind: "file"; readonly path: string; readonly id: number }
  | { readonly kind: "directory"; readonly path: string; readonly directory: Directory }
  /** Where the way ended, and the link that led there where one did. */
  | { readonly kind: "missing"; readonly path: string; readonly link?: string };

/** As Linux has it: path_resolution(7). */
const LINKS_LIMIT = 40;

/** Walks as the kernel would inside the image; `..` stays in it, and leaves the folder that a symlink has led to. */
export const lookup = (tree: FileTree, path: string): Found => {
  let rest = partsOf(path);
  let link: string | undefined;
  for (let links = 0; links <= LINKS_LIMIT; links++) {
    const step = descend(tree, rest);
    if (step.kind !== "link") return step.kind === "missing" && link !== undefined ? { ...step, link } : step;
    link = step.path;
    const above = step.target.startsWith("/") ? "" : parentOf(step.path);
    rest = [...partsOf(above), ...partsOf(step.target), ...step.rest];
  }
  return { kind: "missing", path, ...(link === undefined ? {} : { link }) };
};

interface LinkStep {
  readonly kind: "link";
  readonly path: string;
  readonly target: string;
  readonly rest: readonly string[];
}

/** Follows names until one is a symlink. */
const descend = ({ root, links }: FileTree, parts: readonly string[]): Found | LinkStep => {
  const way: { readonly path: string; readonly directory: Directory }[] = [{ path: "", directory: root }];
  for (const [index, name] of parts.entries()) {
    const here = way.at(-1) as (typeof way)[number];
    if (name === "..") {
      if (way.length > 1) way.pop();
      continue;
    }
    const path = `${here.path}/${name}`;
    const node = here.directory.entries.get(name);
    if (node === undefined) return { kind: "missing", path };
    if (typeof node !== "number") {
      way.push({ path, directory: node });
      continue;
    }
    const target = links.get(node);
    if (target !== undefined) return { kind: "link", path, target, rest: parts.slice(index + 1) };
    return index === parts.length - 1 ? { kind: "file", path, id: node } : { kind: "missing", path };
  }
  const { path, directory } = way.at(-1) as (typeof way)[number];
  return { kind: "directory", path: path === "" ? "/" : path, directory };
};

const partsOf = (path: string): readonly string[] => path.split("/").filter((part) => part !== "" && part !== ".");

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
