import type { Components } from "./components.ts";
import { at, type Digraph } from "./digraph.ts";

/** By component: 1 where an edge from another component leads to it. */
const referredComponents = (graph: Digraph, { count, of }: Components): Uint8Array => {
  const referred = new Uint8Array(count);
  for (let node = 0; node < graph.size; node += 1) {
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge += 1) {
      const target = at(of, at(graph.targets, edge));
      if (target !== at(of, node)) referred[target] = 1;
    }
  }
  return referred;
};

/**
 * Nodes where the image enters, lowest first: the declared ones and every node that nobody else references.
 * Of a cycle that nothing outside leads to, the lowest node becomes a root, so that every node is reached from one.
 */
export const findRoots = (graph: Digraph, components: Components, declared: readonly number[]): readonly number[] => {
  const entered = referredComponents(graph, components);
  const roots = new Set(declared);
  for (const root of declared) entered[at(components.of, root)] = 1;
  for (let node = 0; node < graph.size; node += 1) {
    const component = at(components.of, node);
    if (entered[component] === 1) continue;
    entered[component] = 1;
    roots.add(node);
  }
  return [...roots].sort((a, b) => a - b);
};
