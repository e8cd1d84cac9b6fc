import { type Components, successorsOfComponents } from "./components.ts";
import { at, buildDigraph, type Digraph } from "./digraph.ts";

const BITS = 32;

/** Sum of the weights of the set bits, for each of the 256 values that one byte of a mask may have. */
const sumsOfByte = (weights: Float64Array, first: number): Float64Array => {
  const sums = new Float64Array(256);
  for (let value = 1; value < 256; value += 1) {
    const lowest = 31 - Math.clz32(value & -value);
    sums[value] = at(sums, value & (value - 1)) + (weights[first + lowest] ?? 0);
  }
  return sums;
};

const weighComponents = (weights: Float64Array, { count, of }: Components): Float64Array => {
  const sums = new Float64Array(count);
  for (const [node, weight] of weights.entries()) sums[at(of, node)] = at(sums, at(of, node)) + weight;
  return sums;
};

/** Adds to `sizes` what each component reaches among the 32 components from `first` on. */
const addBlock = (graph: Digraph, weights: Float64Array, first: number, sizes: Float64Array): void => {
  const { size, offsets, targets } = graph;
  const masks = new Uint32Array(size);
  const [a, b, c, d] = [0, 8, 16, 24].map((byte) => sumsOfByte(weights, first + byte)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let node = first; node < size; node += 1) {
    let mask = node < first + BITS ? 1 << (node - first) : 0;
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge += 1) mask |= at(masks, at(targets, edge));
    if (mask === 0) continue;
    masks[node] = mask;
    const sum = at(a, mask & 255) + at(b, (mask >>> 8) & 255) + at(c, (mask >>> 16) & 255) + at(d, mask >>> 24);
    sizes[node] = at(sizes, node) + sum;
  }
};

/**
 * Exact closure size by node: the weight of everything that it reaches, itself included, each node once.
 * Reachability is a set of bits per component, worked off 32 columns at a time so that memory stays linear;
 * time is (nodes + edges) · nodes / 64 steps.
 */
export const findClosureSizes = (graph: Digraph, components: Components, weights: Float64Array): Float64Array => {
  const condensed = buildDigraph(successorsOfComponents(graph, components));
  const own = weighComponents(weights, components);
  const sizes = new Float64Array(condensed.size);
  for (let first = 0; first < condensed.size; first += BITS) addBlock(condensed, own, first, sizes);
  return Float64Array.from(components.of, (component) => at(sizes, component));
};
