import type { StorePath } from "../core/store-path.ts";

/** What Nix knows of one store path; sizes in bytes. */
export interface PathInfo {
  readonly path: StorePath;
  readonly narSize: number;
  /** Edges to other store paths; a reference to itself may be there and does not count. */
  readonly references: readonly StorePath[];
  readonly deriver?: StorePath;
}

/** Store paths with their references, closed as far as the source knew them, and where the image enters. */
export interface Closure {
  readonly paths: ReadonlyMap<StorePath, PathInfo>;
  /** Paths that the image holds for their own sake; everything else is there because a root reaches it. */
  readonly roots: readonly StorePath[];
}

/** The part of a closure whose paths `keep` holds, with the edges between them. */
export const restrictClosure = (closure: Closure, keep: { has(path: StorePath): boolean }): Closure => {
  const paths = [...closure.paths.values()].filter((info) => keep.has(info.path));
  return {
    paths: new Map(
      paths.map((info) => [info.path, { ...info, references: info.references.filter((path) => keep.has(path)) }]),
    ),
    roots: closure.roots.filter((path) => keep.has(path)),
  };
};

/**
 * What Nix knows where it knows a path, what the image itself tells of the others. Roots are the image's: Nix does not
 * know where an image is entered.
 */
export const completeClosure = (known: Closure | undefined, found: Closure): Closure => ({
  paths: new Map([...found.paths, ...(known?.paths ?? [])]),
  roots: found.roots,
});
