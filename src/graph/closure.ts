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
