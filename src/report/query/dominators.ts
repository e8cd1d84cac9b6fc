import type { StorePath } from "../../core/store-path.ts";
import type { Report, ReportStorePath } from "../model.ts";
import { byRetained, ownSize } from "./references.ts";

/** A path with all that leaves the image when it goes: retainedSize = ownSize + retainedSize of its children + rest. */
export interface DominatorNode {
  readonly path: StorePath;
  readonly name: string;
  readonly ownSize: number;
  readonly retainedSize: number;
  /** Heaviest first, as many as were asked for. */
  readonly children: readonly DominatorNode[];
  /** Children that were not, and the bytes that they retain. */
  readonly rest: Rest;
}

export interface Rest {
  readonly paths: number;
  readonly retainedSize: number;
}

export interface DominatorTree {
  /** Bytes of all paths: what the children retain together. */
  readonly retainedSize: number;
  readonly children: readonly DominatorNode[];
  readonly rest: Rest;
}

/** How much of the tree is wanted: levels below the image, and children of each path. */
export interface Extent {
  readonly depth: number;
  readonly limit: number;
}

/** The dominator tree of a report's store paths; a path hangs below the nearest one that every way to it passes. */
export const buildDominators = (report: Report, extent: Extent): DominatorTree => {
  const known = report.storePaths.filter((entry) => entry.retainedSize !== undefined).sort(byRetained);
  const dominated = Map.groupBy(known, (entry) => entry.dominator);
  const top = dominated.get(undefined) ?? [];
  return { retainedSize: sumRetained(top), ...split(top, dominated, extent) };
};

type Dominated = ReadonlyMap<StorePath | undefined, readonly ReportStorePath[]>;

/** Recursion is as deep as the extent, which a person chose. */
const split = (
  entries: readonly ReportStorePath[],
  dominated: Dominated,
  { depth, limit }: Extent,
): { readonly children: readonly DominatorNode[]; readonly rest: Rest } => {
  const shown = depth === 0 ? 0 : limit;
  const left = entries.slice(shown);
  return {
    children: entries.slice(0, shown).map((entry) => ({
      path: entry.path,
      name: entry.name,
      ownSize: ownSize(entry),
      retainedSize: entry.retainedSize ?? 0,
      ...split(dominated.get(entry.path) ?? [], dominated, { depth: depth - 1, limit }),
    })),
    rest: { paths: left.length, retainedSize: sumRetained(left) },
  };
};

const sumRetained = (entries: readonly ReportStorePath[]): number =>
  entries.reduce((sum, entry) => sum + (entry.retainedSize ?? 0), 0);
