/** What a rectangle of the treemap stands for. */
export type Subject =
  | { readonly kind: "image" | "outside" }
  | { readonly kind: "path"; readonly path: number }
  | { readonly kind: "layer"; readonly layer: number }
  | { readonly kind: "file"; readonly file: number }
  | { readonly kind: "package"; readonly package: number }
  /** A package together with what came along. */
  | { readonly kind: "tree"; readonly package: number }
  | { readonly kind: "rest" };

/** How a change is coloured. */
export type Tone = "new" | "grown" | "gone" | "shrunk";

/** A node of the treemap; its area is `size`, which is `own` and the sizes of all children. */
export interface TreeNode {
  readonly key: string;
  readonly label: string;
  readonly subject: Subject;
  readonly size: number;
  readonly own: number;
  /** Largest first. */
  readonly children: readonly TreeNode[];
  /** Of a change: its bytes with their sign. */
  readonly change?: number;
  readonly tone?: Tone;
}

export const bySize = (a: TreeNode, b: TreeNode): number => b.size - a.size;

export const sumOf = (nodes: readonly TreeNode[]): number => nodes.reduce((sum, { size }) => sum + size, 0);

/** The nodes from the root to one of its descendants, both included; the root alone when it is none. */
export const wayTo = (root: TreeNode, wanted: (node: TreeNode) => boolean): readonly TreeNode[] => {
  const parents = new Map<TreeNode, TreeNode>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (wanted(node)) return upwards(node, parents);
    for (const child of node.children) {
      parents.set(child, node);
      waiting.push(child);
    }
  }
  return [root];
};

const upwards = (start: TreeNode, parents: ReadonlyMap<TreeNode, TreeNode>): readonly TreeNode[] => {
  const way: TreeNode[] = [];
  for (let node: TreeNode | undefined = start; node !== undefined; node = parents.get(node)) way.unshift(node);
  return way;
};
