import type { Report, ReportStorePath } from "./model.ts";
import { splitAlike } from "./split-alike.ts";

type Entries = readonly ReportStorePath[];

/** Store paths of one package (pname and output) that are not the same on both sides. */
export interface PackageGroup {
  readonly pname: string;
  readonly output?: string;
  readonly baseline: Entries;
  readonly current: Entries;
}

interface Package {
  readonly pname: string;
  readonly output?: string;
}

/** `python3.12-`, `perl5.38.2-`, `php83-`: the interpreter whose version is part of a library's name. */
const INTERPRETER = /^(python|pypy|perl|ruby|php|lua|luajit|ocaml|guile|tcl)[0-9][0-9.]*-(?=.)/;

const keyOf = ({ pname, output }: Package): string => `${pname}\0${output ?? ""}`;

/** How people name a package: `openssl`, and `openssl-bin` for an output other than the first. */
export const packageLabel = ({ pname, output }: Package): string =>
  output === undefined ? pname : `${pname}-${output}`;

/** What some names have behind the version beside the outputs known: `3.11.6-env`, `17.0.8+7-jre`, `2.39.3-mount`. */
const PART = /((?:-[a-zA-Z]+)+)$/;

const partOf = ({ version = "" }: ReportStorePath): string => PART.exec(version)?.[1] ?? "";

const ENVIRONMENTS = new Set(["-env", "-with-packages", "-wrapped", "-wrapper"]);

/** Whether a store path is an interpreter together with libraries that somebody chose, as of `python3.withPackages`. */
export const isEnvironment = (entry: ReportStorePath): boolean => ENVIRONMENTS.has(partOf(entry));

/**
 * Store paths by package and output, for telling whether one package is there several times. A Python with packages
 * (`python3-3.11.6-env`) refers to the Python without, and an output such as `vim-9.0-xxd` to none: neither is another
 * version, and an environment is as often there as somebody has use for it.
 */
export const groupByPackageAndPart = (entries: Entries): readonly Entries[] => {
  const packages = entries.filter((entry) => !isEnvironment(entry));
  return [...Map.groupBy(packages, (entry) => `${keyOf(entry)}\0${partOf(entry)}`).values()];
};

/** Entries that the other side does not have with the same content. */
const leftovers = (entries: Entries, others: Entries): Entries => {
  const sizes = new Map(others.map((entry) => [entry.path, entry.contentSize]));
  return entries.filter((entry) => sizes.get(entry.path) !== entry.contentSize);
};

const merge = (groups: readonly PackageGroup[]): PackageGroup => ({
  ...(groups.findLast((group) => group.current.length > 0) ?? (groups[0] as PackageGroup)),
  baseline: groups.flatMap((group) => group.baseline),
  current: groups.flatMap((group) => group.current),
});

const groupByPackage = (baseline: Entries, current: Entries): readonly PackageGroup[] => {
  const single = (entry: ReportStorePath, sides: Pick<PackageGroup, "baseline" | "current">): PackageGroup => ({
    pname: entry.pname,
    ...(entry.output === undefined ? {} : { output: entry.output }),
    ...sides,
  });
  const singles = [
    ...baseline.map((entry) => single(entry, { baseline: [entry], current: [] })),
    ...current.map((entry) => single(entry, { baseline: [], current: [entry] })),
  ];
  return [...Map.groupBy(singles, keyOf).values()].map(merge);
};

const isOneSided = (group: PackageGroup): boolean => group.baseline.length === 0 || group.current.length === 0;

/** Joins what left with what came when only the interpreter's version in the name differs. */
const foldInterpreters = (groups: readonly PackageGroup[]): readonly PackageGroup[] => {
  const foldable = (group: PackageGroup): boolean => isOneSided(group) && INTERPRETER.test(group.pname);
  const withoutVersion = (group: PackageGroup): string =>
    keyOf({ ...group, pname: group.pname.replace(INTERPRETER, "$1-") });
  const families = [...Map.groupBy(groups.filter(foldable), withoutVersion).values()];
  const folded = families.flatMap((family) => {
    const joined = merge(family);
    return isOneSided(joined) ? family : [joined];
  });
  return [...groups.filter((group) => !foldable(group)), ...folded];
};

/**
 * The packages that differ between two reports. A path that both sides hold with other contents (it lies in another
 * number of layers) differs too and is in its group on both sides, since the sizes have to add up.
 */
export const pairPackages = (baseline: Report, current: Report): readonly PackageGroup[] => {
  const before = leftovers(baseline.storePaths, current.storePaths);
  const after = leftovers(current.storePaths, baseline.storePaths);
  return foldInterpreters(groupByPackage(splitAlike(before, after), splitAlike(after, before)));
};
