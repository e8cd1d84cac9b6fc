import type { TreeNode } from "./tree-node.ts";

/** As many as `style/treemap.css` has. */
const HUES = 10;

/** A child that has this part of its parent is the trunk, which would paint all in one colour. */
const TRUNK = 0.6;

/**
 * Which of the hues a subtree has: the largest ones that branch off what is shown get one each. Where one child is
 * nearly everything, it is the trunk, and what branches off it counts.
 */
export const assignHues = (view: TreeNode): ReadonlyMap<TreeNode, number> => {
  const branches: TreeNode[] = [];
  let trunk: TreeNode | undefined = view;
  while (trunk !== undefined) {
    const [first, ...others]: readonly TreeNode[] = trunk.children;
    const goesOn: boolean = first !== undefined && first.children.length > 0 && first.size > trunk.size * TRUNK;
    branches.push(...(goesOn ? others : trunk.children));
    trunk = goesOn ? first : undefined;
  }
  const largest = branches.sort((a, b) => b.size - a.size).slice(0, HUES);
  return new Map(largest.map((node, hue) => [node, hue]));
};
