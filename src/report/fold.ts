import type { PackageChange } from "./model.ts";
import { packageLabel } from "./pairing.ts";

/** A change with the additions that came only because of it. */
export interface PackageTree {
  readonly top: PackageChange;
  readonly folded: readonly PackageChange[];
  /** Bytes of all of them together. */
  readonly change: number;
}

/** Number of folded packages; other outputs of the top package are not dependencies of it. */
export const dependencyCount = (tree: PackageTree): number =>
  new Set(tree.folded.filter((change) => change.pname !== tree.top.pname).map(packageLabel)).size;

/** What a tree is called: without its output when other outputs came along. */
export const treeName = ({ top, folded }: PackageTree): string =>
  folded.some((change) => change.pname === top.pname) ? top.pname : packageLabel(top);

/** Follows `foldedInto` to the outermost addition; a report from elsewhere may name a stranger or run in a ring. */
const outermost = (start: PackageChange, additions: ReadonlyMap<string, PackageChange>): PackageChange => {
  const seen = new Set<PackageChange>();
  let at = start;
  while (at.foldedInto !== undefined) {
    const parent = additions.get(at.foldedInto);
    if (parent === undefined || seen.has(parent)) return parent === undefined ? at : start;
    seen.add(parent);
    at = parent;
  }
  return at;
};

/** All changes, additions folded under the addition that brought them; heaviest first, bytes add up as before. */
export const foldAdditions = (packages: readonly PackageChange[]): readonly PackageTree[] => {
  const additions = new Map(packages.filter((change) => change.kind === "added").map((it) => [packageLabel(it), it]));
  const groups = new Map<PackageChange, PackageChange[]>();
  for (const change of packages) {
    const top = change.kind === "added" ? outermost(change, additions) : change;
    const members = groups.get(top);
    if (members === undefined) groups.set(top, [change]);
    else members.push(change);
  }
  return [...groups]
    .map(([top, members]) => ({
      top,
      folded: members.filter((member) => member !== top),
      change: members.reduce((sum, member) => sum + member.change, 0),
    }))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
};
