/** A directed graph over the nodes 0 … size−1; the successors of `node` are `targets[offsets[node]]` up to `offsets[node + 1]`. */
export interface Digraph {
  readonly size: number;
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
}

/** Element of a typed array at an index that is known to be inside it. */
export const at = (array: Uint32Array | Int32Array | Float64Array, index: number): number => array[index] as number;

/** Graph with the given successors; repeated edges and edges of a node to itself are dropped. */
export const buildDigraph = (successors: readonly (readonly number[])[]): Digraph => {
  const clean = successors.map((list, node) => [...new Set(list)].filter((target) => target !== node));
  const offsets = new Uint32Array(clean.length + 1);
  for (const [node, list] of clean.entries()) offsets[node + 1] = at(offsets, node) + list.length;
  return { size: clean.length, offsets, targets: Uint32Array.from(clean.flat()) };
};

/** The same graph with every edge turned round. */
export const reverse = ({ size, offsets, targets }: Digraph): Digraph => {
  const turned = new Uint32Array(size + 1);
  for (const target of targets) turned[target + 1] = at(turned, target + 1) + 1;
  for (let node = 0; node < size; node += 1) turned[node + 1] = at(turned, node + 1) + at(turned, node);
  const next = turned.slice();
  const sources = new Uint32Array(targets.length);
  for (let node = 0; node < size; node += 1) {
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge += 1) {
      const target = at(targets, edge);
      sources[at(next, target)] = node;
      next[target] = at(next, target) + 1;
    }
  }
  return { size, offsets: turned, targets: sources };
};
