import { formatBytes, formatChange } from "../../../../core/units.ts";
import type { Cell } from "./layout.ts";
import type { Model } from "./model.ts";
import type { TreeNode } from "./tree-node.ts";

/** What a node weighs, of a change with its sign. */
export const sizeWords = ({ change, size }: TreeNode): string =>
  change === undefined ? formatBytes(size) : formatChange(change);

/** What is written in the cell, and more where there is more to say. */
export const describe = (model: Model, { node, kind }: Cell): string => {
  const { subject } = node;
  const own = subject.kind === "path" ? formatBytes(model.ownOf(subject.path)) : formatBytes(node.own);
  if (kind === "self") return `${node.label} ${own} by itself`;
  const words = `${node.label} ${sizeWords(node)}`;
  return subject.kind === "path" && node.children.length > 0 ? `${words}, ${own} by itself` : words;
};
