import { defined } from "../core/defined.ts";
import { compareVersions } from "../core/version.ts";
import type { Distribution, DistributionChange, Report } from "./model.ts";
import { sumOfKnown } from "./sums.ts";

type Package = Distribution["packages"][number];
type Group = { readonly baseline: readonly Package[]; readonly current: readonly Package[] };

const versionsOf = (packages: readonly Package[]): readonly string[] =>
  packages.map(({ version }) => version).sort(compareVersions);

const sizeOf = (packages: readonly Package[]): number | undefined =>
  sumOfKnown(packages.map(({ installedSize }) => installedSize));

const kindOf = ({ baseline, current }: Group): DistributionChange["kind"] =>
  baseline.length === 0 ? "added" : current.length === 0 ? "removed" : "changed";

const buildChange = (group: Group): DistributionChange => {
  const [before, after] = [sizeOf(group.baseline), sizeOf(group.current)];
  const some = (group.current[0] ?? group.baseline[0]) as Package;
  return defined({
    kind: kindOf(group),
    manager: some.manager,
    name: some.name,
    baseline: versionsOf(group.baseline),
    current: versionsOf(group.current),
    change: before === undefined || after === undefined ? undefined : after - before,
  });
};

/** Packages of dpkg or apk whose versions differ, by name; `undefined` when neither image has any. */
export const diffDistributions = (baseline: Report, current: Report): readonly DistributionChange[] | undefined => {
  if (baseline.distribution === undefined && current.distribution === undefined) return undefined;
  const groups = new Map<string, { baseline: Package[]; current: Package[] }>();
  for (const side of ["baseline", "current"] as const) {
    const report = side === "baseline" ? baseline : current;
    for (const entry of report.distribution?.packages ?? []) {
      const key = `${entry.manager} ${entry.name}`;
      const group = groups.get(key) ?? { baseline: [], current: [] };
      group[side].push(entry);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(buildChange)
    .filter((change) => change.baseline.join("\0") !== change.current.join("\0"))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
};
