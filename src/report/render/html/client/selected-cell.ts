import type { Cell } from "./layout.ts";
import type { Model } from "./model.ts";
import { type Selection, selectedPath } from "./state.ts";
import { type TreeNode, wayTo } from "./tree-node.ts";

const isOf = (model: Model, { subject }: TreeNode, selection: Selection): boolean => {
  if (subject.kind === "path") return selectedPath(model.image, selection) === subject.path;
  if (subject.kind !== "package") return false;
  if (selection.kind === "package") return selection.package === subject.package;
  return model.image.change?.packages[subject.package]?.paths.includes(selection.path) ?? false;
};

/** The cell of what is selected, or the smallest that holds it where it is too small to be seen. */
export const selectedCell = (
  model: Model,
  { cells, root, selection }: { cells: readonly Cell[]; root: TreeNode; selection: Selection | undefined },
): Cell | undefined => {
  if (selection === undefined) return undefined;
  const way = wayTo(root, (node) => isOf(model, node, selection));
  const holds = new Map(cells.flatMap((cell) => (cell.kind === "self" ? [] : [[cell.node, cell] as const])));
  const rests = cells.filter(({ node }) => node.subject.kind === "rest");
  for (const node of way.toReversed()) {
    const cell = holds.get(node) ?? rests.find((rest) => rest.node.children.includes(node));
    if (cell !== undefined) return cell;
  }
  return undefined;
};

/** Whether what is selected lies in what is zoomed into; somebody may have selected it in a table. */
export const isInView = (model: Model, root: TreeNode, zoom: readonly TreeNode[], selection: Selection): boolean => {
  const view = zoom.findLast(({ subject }) => subject.kind !== "rest");
  return view === undefined || wayTo(root, (node) => isOf(model, node, selection)).includes(view);
};
