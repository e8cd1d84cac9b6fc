import { at } from "./digraph.ts";
import { type DominatorTree, IMAGE } from "./dominators.ts";

/**
 * Retained size by node: the weight that is no longer reachable once the node is cut, which is the weight of the
 * dominator subtree below it. A node that is reached two ways counts for the nearest one that both ways pass.
 */
export const findRetainedSizes = (weights: Float64Array, tree: DominatorTree): Float64Array => {
  const retained = weights.slice();
  for (let i = tree.order.length - 1; i >= 0; i -= 1) {
    const node = at(tree.order, i);
    const parent = at(tree.parent, node);
    if (parent !== IMAGE) retained[parent] = at(retained, parent) + at(retained, node);
  }
  return retained;
};
