import { baseNameOf, type StorePath } from "../../../core/store-path.ts";
import { changeOf } from "../../change.ts";
import { foldAdditions } from "../../fold.ts";
import type { Compared, PackageChange } from "../../model.ts";
import { packageLabel } from "../../pairing.ts";
import { elide } from "../chain.ts";
import { markOf, versionWords } from "../package-words.ts";
import { causeWords } from "../rebuild-words.ts";
import { versionsOf } from "../versions.ts";
import type { PageChange, PagePackage } from "./page-data.ts";
import { pageWord } from "./page-word.ts";
import { MARKED, richOf } from "./rich.ts";

/** What became of the packages, additions under the addition that brought them. */
export const pageChange = (compared: Compared, numbers: ReadonlyMap<StorePath, number>): PageChange => {
  const { packages, totals } = compared;
  const positions = new Map(packages.map((change, position) => [change, position]));
  const positionOf = (change: PackageChange): number => positions.get(change) ?? 0;
  return {
    contentChange: changeOf(totals.contentSize) ?? 0,
    rootChange: changeOf(totals.rootContentSize) ?? 0,
    packages: packages.map((change) => pagePackage(change, numbers)),
    trees: foldAdditions(packages).map(({ top, folded }) => [positionOf(top), ...folded.map(positionOf)]),
  };
};

const versionOf = (change: PackageChange): string => {
  if (change.kind === "added") return pageWord(versionsOf(change.current));
  return change.kind === "removed" ? pageWord(versionsOf(change.baseline)) : versionWords(change, pageWord);
};

const pagePackage = (change: PackageChange, numbers: ReadonlyMap<StorePath, number>): PagePackage => {
  const { kind, baseline, current, chain, introducedBy } = change;
  const cause = causeWords(change, MARKED);
  return {
    ...{ kind, mark: markOf(change), label: pageWord(packageLabel(change)) },
    ...{ version: versionOf(change), versions: versionWords(change, pageWord) },
    ...{ change: change.change, baselineSize: baseline.contentSize, currentSize: current.contentSize },
    paths: current.paths.flatMap((path) => numbers.get(path) ?? []),
    gone: baseline.paths.filter((path) => !numbers.has(path)).map(baseNameOf),
    ...(chain === undefined ? {} : { chain: elide(chain).map(pageWord) }),
    ...(introducedBy === undefined ? {} : { introducedBy: pageWord(introducedBy) }),
    ...(cause === "" ? {} : { cause: richOf(cause) }),
  };
};
