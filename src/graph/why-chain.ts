import { at, type Digraph } from "./digraph.ts";

/** Longest chain that is kept; real closures stay below twenty, a made-up one must not cost memory squared. */
export const LONGEST_CHAIN = 100;

/**
 * Shortest way from a root to each node, both ends included; of several the one that is first by node numbers.
 * A node that lies deeper than `LONGEST_CHAIN` has none.
 */
export const findWhyChains = (graph: Digraph, roots: readonly number[]): ReadonlyMap<number, readonly number[]> => {
  const chains = new Map<number, readonly number[]>(roots.map((root) => [root, [root]]));
  for (const [node, chain] of chains) {
    if (chain.length === LONGEST_CHAIN) continue;
    for (const target of graph.targets.subarray(at(graph.offsets, node), at(graph.offsets, node + 1)))
      if (!chains.has(target)) chains.set(target, [...chain, target]);
  }
  return chains;
};
