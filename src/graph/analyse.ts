import { type Defined, defined } from "../core/defined.ts";
import type { StorePath } from "../core/store-path.ts";
import type { Closure } from "./closure.ts";
import { findClosureSizes } from "./closure-size.ts";
import { findComponents } from "./components.ts";
import { at } from "./digraph.ts";
import { findDominators } from "./dominators.ts";
import { numberClosure } from "./numbered.ts";
import { findRetainedSizes } from "./retained.ts";
import { findRoots } from "./roots.ts";
import { findWhyChains } from "./why-chain.ts";

/** What the references tell of one store path; sizes in NAR bytes. */
export interface GraphFacts {
  /** Of everything that this path reaches, itself included. */
  readonly closureSize: number;
  /** Of everything that leaves the closure if this path goes, itself included. */
  readonly retainedSize: number;
  /** The nearest path that every way from a root to this one passes; absent when that is the image itself. */
  readonly dominator?: StorePath;
  /** Shortest way from a root to this path, both ends included; absent when it is longer than `LONGEST_CHAIN`. */
  readonly whyChain?: readonly StorePath[];
}

/** Paths where the image enters the closure, by name: the declared ones and those that no other path references. */
export const rootsOf = (closure: Closure): readonly StorePath[] => {
  const { paths, graph, declaredRoots } = numberClosure(closure);
  return findRoots(graph, findComponents(graph), declaredRoots).map((root) => paths[root] as StorePath);
};

/**
 * Graph facts for every path of the closure. References of a path to itself and to paths outside the closure do not
 * count; cycles are handled. Under half a second for 20,000 paths with 100,000 references.
 */
export const analyseClosure = (closure: Closure): ReadonlyMap<StorePath, GraphFacts> => {
  const { paths, graph, weights, declaredRoots } = numberClosure(closure);
  const components = findComponents(graph);
  const roots = findRoots(graph, components, declaredRoots);
  const tree = findDominators(graph, roots);
  const closureSizes = findClosureSizes(graph, components, weights);
  const retainedSizes = findRetainedSizes(weights, tree);
  const chains = findWhyChains(graph, roots);
  const factsOf = (node: number): Defined<GraphFacts> =>
    defined({
      closureSize: at(closureSizes, node),
      retainedSize: at(retainedSizes, node),
      dominator: paths[at(tree.parent, node)],
      whyChain: chains.get(node)?.map((link) => paths[link] as StorePath),
    });
  return new Map(paths.map((path, node) => [path, factsOf(node)]));
};
