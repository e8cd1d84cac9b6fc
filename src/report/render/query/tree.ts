import { clip, TERMINAL_WIDTH } from "../../../core/columns.ts";
import type { Report } from "../../model.ts";
import type { TreeRow } from "../../query/index.ts";
import { paintFor } from "../paint.ts";
import { Branches } from "./branches.ts";
import { page, titleLine } from "./page.ts";
import { WEIGHTS, weightColumns, weightHead } from "./weights.ts";

const MARKS: Readonly<Record<TreeRow["references"], string>> = {
  expanded: "",
  none: "",
  above: " (see above)",
  cut: " …",
};

/** A tree of references for a terminal of 80 columns. */
export const renderTree = (
  report: Report,
  title: string,
  { rows, colour }: { readonly rows: Iterable<TreeRow>; readonly colour: boolean },
): string => {
  const paint = paintFor(colour);
  const branches = new Branches();
  const lines = Array.from(rows, (row) => {
    const mark = MARKS[row.references];
    const drawn = branches.before(row.depth, row.last);
    const name = clip(row.name, TERMINAL_WIDTH - WEIGHTS - drawn.length - mark.length);
    return `${weightColumns(row)}${paint.dim(drawn)}${name}${paint.dim(mark)}`;
  });
  return page([[titleLine(report, title, paint)], [weightHead(paint), ...lines]]);
};
