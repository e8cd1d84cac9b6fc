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

type Outermost = (start: PackageChange) => PackageChange;

/**
 * Follows `foldedInto` to the outermost addition; a report from elsewhere may name a stranger or run in a ring. No step is
 * made twice: a chain as long as such a report takes no longer than as many short ones.
 */
const openOutermost = (additions: ReadonlyMap<string, PackageChange>): Outermost => {
  const known = new Map<PackageChange, PackageChange | undefined>();
  return (start) => {
    const way = new Set<PackageChange>();
    let at: PackageChange = start;
    while (!known.has(at) && !way.has(at)) {
      way.add(at);
      const parent = at.foldedInto === undefined ? undefined : additions.get(at.foldedInto);
      if (parent === undefined) known.set(at, at);
      else at = parent;
    }
    const top = known.get(at);
    for (const change of way) known.set(change, top);
    return top ?? start;
  };
};

/** All changes, additions folded under the addition that brought them; heaviest first, bytes add up as before. */
export const foldAdditions = (packages: readonly PackageChange[]): readonly PackageTree[] => {
  const additions = new Map(packages.filter((change) => change.kind === "added").map((it) => [packageLabel(it), it]));
  const outermost = openOutermost(additions);
  const groups = new Map<PackageChange, PackageChange[]>();
  for (const change of packages) {
    const top = change.kind === "added" ? outermost(change) : change;
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
