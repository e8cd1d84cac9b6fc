import { gradeOf } from "./cell-face.tsx";
import type { Cell } from "./layout.ts";
import type { Model } from "./model.ts";
import type { TreeNode } from "./tree-node.ts";

const hueOf = (cell: Cell, hues: ReadonlyMap<TreeNode, number>): number | undefined => {
  for (let at: Cell | undefined = cell; at !== undefined; at = at.parent) {
    const hue = hues.get(at.node);
    if (hue !== undefined) return hue;
  }
  return undefined;
};

export const isInLayer = ({ image }: Model, { node, kind }: Cell, layer: number | undefined): boolean => {
  if (layer === undefined || kind === "group") return false;
  const { subject } = node;
  if (subject.kind === "path") return image.store.layers[subject.path]?.includes(layer) ?? false;
  return subject.kind === "layer" && subject.layer === layer;
};

export const classOf = (cell: Cell, hues: ReadonlyMap<TreeNode, number>): string => {
  const hue = hueOf(cell, hues);
  const { node, kind } = cell;
  const colour =
    node.tone !== undefined ? `tone-${node.tone}` : node.change === undefined && hue !== undefined ? `hue-${hue}` : "";
  return ["cell", kind, colour, gradeOf(cell), node.subject.kind === "rest" ? "rest" : ""]
    .filter((it) => it !== "")
    .join(" ");
};
