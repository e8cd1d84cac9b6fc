import { at, type Digraph } from "./digraph.ts";

/** Strongly connected components; in an acyclic graph every node is one. */
export interface Components {
  readonly count: number;
  /** Component of each node. An edge between components always leads to the lower number. */
  readonly of: Uint32Array;
}

const UNSEEN = -1;

/**
 * Tarjan's algorithm, with its own stack since a chain of references may be longer than the call stack.
 * Linear in nodes + edges.
 */
export const findComponents = (graph: Digraph): Components => {
  const { size, offsets, targets } = graph;
  const index = new Int32Array(size).fill(UNSEEN);
  const low = new Int32Array(size);
  const of = new Uint32Array(size);
  const cursor = offsets.slice(0, size);
  const settled = new Uint8Array(size);
  const open: number[] = [];
  const path: number[] = [];
  let seen = 0;
  let count = 0;

  const enter = (node: number): void => {
    index[node] = seen;
    low[node] = seen;
    seen += 1;
    open.push(node);
    path.push(node);
  };
  const lower = (node: number, value: number): void => {
    if (value < at(low, node)) low[node] = value;
  };
  const close = (head: number): void => {
    let member: number | undefined;
    do {
      member = open.pop() as number;
      settled[member] = 1;
      of[member] = count;
    } while (member !== head);
    count += 1;
  };
  const leave = (node: number): void => {
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) lower(parent, at(low, node));
    if (low[node] === index[node]) close(node);
  };
  const step = (node: number): void => {
    const edge = at(cursor, node);
    if (edge === at(offsets, node + 1)) {
      leave(node);
      return;
    }
    cursor[node] = edge + 1;
    const target = at(targets, edge);
    if (index[target] === UNSEEN) enter(target);
    else if (settled[target] === 0) lower(node, at(index, target));
  };

  for (let start = 0; start < size; start += 1) {
    if (index[start] === UNSEEN) enter(start);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) step(node);
  }
  return { count, of };
};

/** The graph of the components: acyclic, every edge leads to a lower number. */
export const successorsOfComponents = (graph: Digraph, components: Components): readonly (readonly number[])[] => {
  const successors: number[][] = Array.from({ length: components.count }, () => []);
  for (let node = 0; node < graph.size; node += 1) {
    const own = successors[at(components.of, node)] as number[];
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge += 1)
      own.push(at(components.of, at(graph.targets, edge)));
  }
  return successors;
};
