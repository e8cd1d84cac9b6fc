import type { StorePath } from "../core/store-path.ts";
import type { Report, ReportStorePath } from "./model.ts";

/** Who brought an added path in. */
export interface Blame {
  /** Nearest dominator that is no addition itself; `undefined` when that is the image. */
  readonly introducedBy: StorePath | undefined;
  /** Highest addition on the way up to it; the path itself when no other addition dominates it. */
  readonly top: StorePath;
}

/** Blame for each added path of a report, by climbing its dominators; every dominator is visited once. */
export const blameAdditions = (current: Report, added: ReadonlySet<StorePath>): ReadonlyMap<StorePath, Blame> => {
  const entries = new Map<StorePath, ReportStorePath>(current.storePaths.map((entry) => [entry.path, entry]));
  const blames = new Map<StorePath, Blame>();
  for (const start of added) {
    const climb: StorePath[] = [];
    let here: StorePath | undefined = start;
    while (here !== undefined && added.has(here) && !blames.has(here)) {
      climb.push(here);
      // A made-up report may have dominators in a circle; being known already ends the climb.
      blames.set(here, { introducedBy: undefined, top: here });
      here = entries.get(here)?.dominator;
    }
    const above = here === undefined ? undefined : blames.get(here);
    const found = above ?? { introducedBy: here, top: climb.at(-1) ?? start };
    for (const path of climb) blames.set(path, found);
  }
  return blames;
};
