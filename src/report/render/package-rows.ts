import { changeOf, isMoved } from "../change.ts";
import { foldAdditions, type PackageTree } from "../fold.ts";
import type { Compared, Report } from "../model.ts";
import { whyOf } from "./chain.ts";

type Collapsed = "rest" | "rebuilt" | "moved";

/** What stands in one row of the table of changes. The `change`s of all rows add up to the change of contentSize. */
export type PackageRow =
  | {
      readonly kind: "package";
      readonly tree: PackageTree;
      readonly why: readonly string[] | undefined;
      readonly change: number;
    }
  | { readonly kind: Collapsed; readonly count: number; readonly change: number }
  | { readonly kind: "root"; readonly change: number };

const sum = (trees: readonly PackageTree[]): number => trees.reduce((total, tree) => total + tree.change, 0);

/** Many rows of one kind as a single one; alone it keeps its name. */
const collapse = (report: Report, kind: Collapsed, trees: readonly PackageTree[]): readonly PackageRow[] =>
  trees.length > 1
    ? [{ kind, count: trees.length, change: sum(trees) }]
    : trees.map((tree) => ({ kind: "package", tree, why: whyOf(report, tree), change: tree.change }));

/** The heaviest `limit` changes with additions folded, then one row each for the rest, the rebuilt and the root. */
export const packageRows = (report: Report, compared: Compared, limit: number): readonly PackageRow[] => {
  const trees = foldAdditions(compared.packages);
  const told = trees.filter((tree) => tree.top.kind !== "rebuilt");
  const { moved = [], rebuilt = [] } = Object.groupBy(
    trees.filter((tree) => tree.top.kind === "rebuilt"),
    (tree) => (isMoved(tree.top) ? "moved" : "rebuilt"),
  );
  const root = changeOf(compared.totals.rootContentSize) ?? 0;
  return [
    ...told.slice(0, limit).flatMap((tree) => collapse(report, "rest", [tree])),
    ...collapse(report, "rest", told.slice(limit)),
    ...collapse(report, "rebuilt", rebuilt),
    ...collapse(report, "moved", moved),
    ...(root === 0 ? [] : [{ kind: "root" as const, change: root }]),
  ];
};
