import type { PackageChange } from "../model.ts";

/** Distinct versions of one side in their order, with `×2` where there are two paths of one; "" without any version. */
export const versionsOf = (side: PackageChange["baseline"]): string => {
  const counts = new Map<string, number>();
  for (const version of side.versions) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts]
    .map(([version, count]) => (count === 1 ? version : `${version} ×${count}`.trim()))
    .filter((text) => text !== "")
    .join(", ");
};
