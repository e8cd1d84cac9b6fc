import type { StorePath } from "../../core/store-path.ts";
import type { ReportStorePath } from "../model.ts";
import type { References } from "./references.ts";
import { type WeighedPath, weighPath } from "./why.ts";

/** How a row of the tree goes on: its references follow, stand further up, are too deep to be shown, or are none. */
export type Continuation = "expanded" | "above" | "cut" | "none";

export interface TreeRow extends WeighedPath {
  /** 0 for where the tree starts. */
  readonly depth: number;
  /** True for the last of its siblings. */
  readonly last: boolean;
  readonly references: Continuation;
}

interface Waiting {
  readonly entry: ReportStorePath;
  readonly depth: number;
  readonly last: boolean;
}

/**
 * The references below some store paths, a row each, heaviest first. A path is expanded once, where the depth allows
 * it first; so there are no more rows than references. Without recursion: a made-up chain may be thousands long.
 */
export function* walkReferences(
  references: References,
  starts: readonly ReportStorePath[],
  depthLimit: number,
): Generator<TreeRow, void, undefined> {
  const expanded = new Set<StorePath>();
  const waiting: Waiting[] = [];
  const push = (entries: readonly ReportStorePath[], depth: number): void => {
    for (const [index, entry] of entries.toReversed().entries()) waiting.push({ entry, depth, last: index === 0 });
  };
  push(starts, 0);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { entry, depth, last } = next;
    const below = references.referencesOf(entry.path);
    const how = continuationOf(below.length, expanded.has(entry.path), depth < depthLimit);
    yield { ...weighPath(entry), depth, last, references: how };
    if (how === "expanded" || how === "none") expanded.add(entry.path);
    if (how === "expanded") push(below, depth + 1);
  }
}

const continuationOf = (below: number, isAbove: boolean, isShallow: boolean): Continuation => {
  if (isAbove) return "above";
  if (below === 0) return "none";
  return isShallow ? "expanded" : "cut";
};

/** A reference, from a path to another. */
export interface Edge {
  readonly from: StorePath;
  readonly to: StorePath;
}

/** The paths within a depth of some starting points, and the references between them. */
export const collectGraph = (
  references: References,
  starts: readonly ReportStorePath[],
  depthLimit: number,
): { readonly paths: readonly ReportStorePath[]; readonly edges: readonly Edge[] } => {
  const depths = new Map<ReportStorePath, number>(starts.map((entry) => [entry, 0]));
  for (const [entry, depth] of depths) {
    if (depth === depthLimit) continue;
    for (const target of references.referencesOf(entry.path)) if (!depths.has(target)) depths.set(target, depth + 1);
  }
  const paths = [...depths.keys()];
  const edges = paths.flatMap((entry) =>
    references
      .referencesOf(entry.path)
      .filter((target) => depths.has(target))
      .map((target) => ({ from: entry.path, to: target.path })),
  );
  return { paths, edges };
};
