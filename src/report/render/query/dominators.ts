import { bar, clip, padEnd, padStart, TERMINAL_WIDTH } from "../../../core/columns.ts";
import { formatBytes, plural } from "../../../core/units.ts";
import type { Report } from "../../model.ts";
import type { DominatorNode, DominatorTree, Rest } from "../../query/index.ts";
import { type Paint, paintFor } from "../paint.ts";
import { Branches } from "./branches.ts";
import { page, sizeColumn, titleLine } from "./page.ts";

const BAR = 10;
/** Columns before the branches. */
const LEFT = 10 + 10 + 2 + BAR + 1;

interface Drawing {
  readonly total: number;
  readonly paint: Paint;
  readonly branches: Branches;
}

interface Row {
  readonly frees: number;
  readonly own: number | undefined;
  readonly name: string;
  readonly depth: number;
  readonly last: boolean;
}

const drawRow = ({ frees, own, name, depth, last }: Row, { total, paint, branches }: Drawing): string => {
  const drawn = branches.before(depth, last);
  const sizes = `${sizeColumn(frees)}${own === undefined ? " ".repeat(10) : sizeColumn(own)}`;
  const share = paint.blue(padEnd(bar(frees, total, BAR), BAR));
  return `${sizes}  ${share} ${paint.dim(drawn)}${clip(name, TERMINAL_WIDTH - LEFT - drawn.length)}`;
};

const belowWords = ({ paths, retainedSize }: Rest): string => ` + ${paths} below (${formatBytes(retainedSize)})`;

/** A node is a row, what it dominates follows; what is not listed is a row where its siblings are, else a remark. */
const drawNode = (node: DominatorNode, place: Pick<Row, "depth" | "last">, drawing: Drawing): readonly string[] => {
  const isCut = node.children.length === 0 && node.rest.paths > 0;
  const name = isCut ? clip(node.name, 24) + belowWords(node.rest) : node.name;
  const row = drawRow({ frees: node.retainedSize, own: node.ownSize, name, ...place }, drawing);
  return [row, ...(isCut ? [] : drawBelow(node, place.depth + 1, drawing))];
};

const drawBelow = (
  { children, rest }: Pick<DominatorNode, "children" | "rest">,
  depth: number,
  drawing: Drawing,
): readonly string[] => {
  const rows = children.flatMap((child, index) =>
    drawNode(child, { depth, last: index === children.length - 1 && rest.paths === 0 }, drawing),
  );
  if (rest.paths === 0) return rows;
  const name = `… ${rest.paths} more`;
  return [...rows, drawRow({ frees: rest.retainedSize, own: undefined, name, depth, last: true }, drawing)];
};

/** The dominator tree for a terminal of 80 columns: each row is its own bytes and the rows right below it. */
export const renderDominators = (report: Report, tree: DominatorTree, colour: boolean): string => {
  const paint = paintFor(colour);
  const drawing = { total: tree.retainedSize, paint, branches: new Branches() };
  const count = plural(report.storePaths.length, "store path");
  const title = `${formatBytes(tree.retainedSize)} in ${count}`;
  const head = `${paint.dim(padStart("frees", 10) + padStart("own", 10))}  ${paint.bold("What removing it would free")}`;
  return page([[titleLine(report, title, paint)], [head, ...drawBelow(tree, 0, drawing)]]);
};
