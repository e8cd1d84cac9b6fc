import { compareText } from "../core/compare-text.ts";
import { defined } from "../core/defined.ts";
import type { StorePath } from "../core/store-path.ts";
import { compareVersions } from "../core/version.ts";
import { type Blame, blameAdditions } from "./blame.ts";
import type { PackageChange, Report, ReportStorePath } from "./model.ts";
import { type PackageGroup, packageLabel, pairPackages } from "./pairing.ts";
import { byWeight } from "./sums.ts";

type Side = PackageChange["baseline"];

const byVersion = (a: ReportStorePath, b: ReportStorePath): number =>
  compareVersions(a.version ?? "", b.version ?? "") || compareText(a.version ?? "", b.version ?? "") || byPath(a, b);

const byPath = (a: ReportStorePath, b: ReportStorePath): number => compareText(a.path, b.path);

const buildSide = (entries: readonly ReportStorePath[]): Side => {
  const sorted = entries.toSorted(byVersion);
  return {
    paths: sorted.map((entry) => entry.path),
    versions: sorted.map((entry) => entry.version ?? ""),
    contentSize: sorted.reduce((sum, entry) => sum + entry.contentSize, 0),
  };
};

const pnames = (entries: readonly ReportStorePath[]): string => [...new Set(entries.map(({ pname }) => pname))].join();

/** Same names, same versions as often, other hashes: rebuilt. A version that is there once more is a change. */
const kindOf = (group: PackageGroup, baseline: Side, current: Side): PackageChange["kind"] => {
  if (baseline.paths.length === 0) return "added";
  if (current.paths.length === 0) return "removed";
  const sameVersions = baseline.versions.join("\0") === current.versions.join("\0");
  return sameVersions && pnames(group.baseline) === pnames(group.current) ? "rebuilt" : "changed";
};

const buildChange = (group: PackageGroup): PackageChange => {
  const baseline = buildSide(group.baseline);
  const current = buildSide(group.current);
  return defined({
    kind: kindOf(group, baseline, current),
    pname: group.pname,
    output: group.output,
    baseline,
    current,
    change: current.contentSize - baseline.contentSize,
  });
};

/** What explaining an addition needs to look up. */
interface Context {
  readonly entries: ReadonlyMap<StorePath, ReportStorePath>;
  readonly blames: ReadonlyMap<StorePath, Blame>;
  /** The addition that a path belongs to. */
  readonly additions: ReadonlyMap<StorePath, PackageChange>;
}

/** The addition that dominates every path of this one, if there is one. */
const foldOf = (row: PackageChange, { blames, additions }: Context): PackageChange | undefined => {
  const tops = new Set(row.current.paths.map((path) => additions.get(blames.get(path)?.top ?? path)));
  const [top] = tops;
  return tops.size === 1 && top !== row ? top : undefined;
};

/** An addition with the reason for its heaviest path; unchanged where the report knows no references. */
const explain = (row: PackageChange, context: Context): PackageChange => {
  const nameAt = (path: StorePath): string => context.entries.get(path)?.pname ?? path;
  const heaviest = row.current.paths.flatMap((path) => context.entries.get(path) ?? []).sort(byWeight)[0];
  const introducer = heaviest && context.blames.get(heaviest.path)?.introducedBy;
  const top = foldOf(row, context);
  return defined({
    ...row,
    chain: heaviest?.whyChain?.map(nameAt),
    introducedBy: introducer && nameAt(introducer),
    foldedInto: top && packageLabel(top),
  });
};

const explainAdditions = (rows: readonly PackageChange[], current: Report): readonly PackageChange[] => {
  const added = rows.filter((row) => row.kind === "added");
  const additions = new Map(added.flatMap((row) => row.current.paths.map((path) => [path, row] as const)));
  const context: Context = {
    entries: new Map(current.storePaths.map((entry) => [entry.path, entry])),
    blames: blameAdditions(current, new Set(additions.keys())),
    additions,
  };
  return rows.map((row) => (row.kind === "added" ? explain(row, context) : row));
};

const byChange = (a: PackageChange, b: PackageChange): number =>
  Math.abs(b.change) - Math.abs(a.change) ||
  compareText(a.pname, b.pname) ||
  compareText(a.output ?? "", b.output ?? "");

/**
 * One row per package (pname and output) that differs, heaviest change first; their changes add up to the change of
 * all store paths. A package whose contents are the same but in another number of layers is "rebuilt".
 */
export const diffPackages = (baseline: Report, current: Report): readonly PackageChange[] =>
  explainAdditions(pairPackages(baseline, current).map(buildChange), current).toSorted(byChange);
