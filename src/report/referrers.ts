import type { StorePath } from "../core/store-path.ts";
import type { ReportStorePath } from "./model.ts";

/** All entries that refer to a path, in the order given, by that path. */
export const referrersAmong = (
  entries: readonly ReportStorePath[],
): ReadonlyMap<StorePath, readonly ReportStorePath[]> => {
  const referrers = new Map<StorePath, ReportStorePath[]>();
  for (const entry of entries) {
    for (const target of entry.references ?? []) {
      const known = referrers.get(target);
      if (known === undefined) referrers.set(target, [entry]);
      else known.push(entry);
    }
  }
  return referrers;
};
