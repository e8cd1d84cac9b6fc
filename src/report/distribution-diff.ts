import { compareText } from "../core/compare-text.ts";
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

const buildOf = ({ version, architecture }: Package): string => JSON.stringify([version, architecture]);

const without = (packages: readonly Package[], others: readonly Package[]): readonly Package[] => {
  const builds = new Set(others.map(buildOf));
  return packages.filter((entry) => !builds.has(buildOf(entry)));
};

/** Without the packages that both sides have: those of another architecture may have the same name. */
const withoutCommon = ({ baseline, current }: Group): Group => ({
  baseline: without(baseline, current),
  current: without(current, baseline),
});

/** As apt names a package of a foreign architecture, where the image has the name for another one as well. */
const nameOf = (some: Package, group: Group, rest: Group): string =>
  kindOf(group) === "changed" && kindOf(rest) !== "changed" && some.architecture !== undefined
    ? `${some.name}:${some.architecture}`
    : some.name;

const buildChange = (group: Group): DistributionChange | undefined => {
  const rest = withoutCommon(group);
  const some = rest.current[0] ?? rest.baseline[0];
  const [baseline, current] = [versionsOf(rest.baseline), versionsOf(rest.current)];
  if (some === undefined || baseline.join("\0") === current.join("\0")) return undefined;
  const [before, after] = [sizeOf(rest.baseline), sizeOf(rest.current)];
  return defined({
    kind: kindOf(rest),
    manager: some.manager,
    name: nameOf(some, group, rest),
    baseline,
    current,
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
    .filter((change) => change !== undefined)
    .sort((a, b) => compareText(a.name, b.name));
};
