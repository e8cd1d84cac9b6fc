import type { Directory, FileTree } from "./file-tree.ts";

/** What a container finds at a path, symlinks followed. Paths are byte strings. */
export type Found =
  | { readonly kind: "file"; readonly path: string; readonly id: number }
  | { readonly kind: "directory"; readonly path: string; readonly directory: Directory }
  /** Where the way ended, and the link that leads there where one does: one that was passed on the way is not to blame. */
  | { readonly kind: "missing"; readonly path: string; readonly link?: string };

/** As Linux has it: path_resolution(7). */
const LINKS_LIMIT = 40;

/** Walks as the kernel would inside the image: `..` is the folder above the one that was reached, and stays in it. */
export const lookup = ({ root, links }: FileTree, path: string): Found => {
  const waiting = partsOf(path).toReversed();
  const above: Step[] = [];
  const under: Followed[] = [];
  let followed = 0;
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    while (waiting.length < (under.at(-1)?.left ?? 0)) under.pop();
    if (name === "." || name === "..") {
      if (name === "..") above.pop();
      continue;
    }
    const node = (above.at(-1)?.directory ?? root).entries.get(name);
    if (node !== undefined && typeof node !== "number") {
      above.push({ name, directory: node });
      continue;
    }
    const here = pathOf(above, name);
    const target = node === undefined ? undefined : links.get(node);
    if (target === undefined || node === undefined)
      return node !== undefined && waiting.length === 0 ? { kind: "file", path: here, id: node } : missing(here, under);
    under.push({ path: here, left: waiting.length });
    followed += 1;
    if (followed > LINKS_LIMIT) return missing(path, under);
    if (target.startsWith("/")) above.length = 0;
    waiting.push(...partsOf(target).toReversed());
  }
  const last = above.pop();
  return last === undefined
    ? { kind: "directory", path: "/", directory: root }
    : { kind: "directory", path: pathOf(above, last.name), directory: last.directory };
};

/** A folder on the way. */
interface Step {
  readonly name: string;
  readonly directory: Directory;
}

/** A link on whose way we are as long as more parts wait than did before it. */
interface Followed {
  readonly path: string;
  readonly left: number;
}

const missing = (path: string, under: readonly Followed[]): Found => {
  const link = under.at(-1)?.path;
  return { kind: "missing", path, ...(link === undefined ? {} : { link }) };
};

const pathOf = (above: readonly Step[], name: string): string =>
  `/${[...above.map((step) => step.name), name].join("/")}`;

const partsOf = (path: string): readonly string[] => path.split("/").filter((part) => part !== "");
