import type { StorePath } from "../../core/store-path.ts";
import { compareStorePaths } from "../../graph/index.ts";
import type { Report, ReportStorePath } from "../model.ts";
import { referrersAmong } from "../referrers.ts";

/** Bytes that a path has by itself, as the sizes of the graph count them. */
export const ownSize = (entry: ReportStorePath): number => entry.narSize ?? entry.contentSize;

/** What removing the path frees comes first, then its own size, then the name. */
export const byRetained = (a: ReportStorePath, b: ReportStorePath): number =>
  (b.retainedSize ?? 0) - (a.retainedSize ?? 0) || ownSize(b) - ownSize(a) || compareStorePaths(a.path, b.path);

/** What a report's store paths refer to, and what refers to them. */
export interface References {
  readonly entries: ReadonlyMap<StorePath, ReportStorePath>;
  /** Paths that the image holds for their own sake, heaviest first. */
  readonly roots: readonly ReportStorePath[];
  /** Heaviest first. */
  readonly referencesOf: (path: StorePath) => readonly ReportStorePath[];
  /** Heaviest first. */
  readonly referrersOf: (path: StorePath) => readonly ReportStorePath[];
}

/** The references of a report; `undefined` when none of its store paths has known ones. */
export const openReferences = ({ storePaths }: Report): References | undefined => {
  if (!storePaths.some((entry) => entry.references !== undefined && entry.retainedSize !== undefined)) return undefined;
  const entries = new Map(storePaths.map((entry) => [entry.path, entry]));
  const sorted = [...storePaths].sort(byRetained);
  const referrers = referrersAmong(sorted);
  return {
    entries,
    roots: sorted.filter(({ whyChain }) => whyChain?.length === 1),
    referencesOf: (path) =>
      (entries.get(path)?.references ?? []).flatMap((target) => entries.get(target) ?? []).sort(byRetained),
    referrersOf: (path) => referrers.get(path) ?? [],
  };
};
