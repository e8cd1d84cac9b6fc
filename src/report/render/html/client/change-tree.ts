import type { PageChange, PagePackage } from "../page-data.ts";
import { bySize, sumOf, type Tone, type TreeNode } from "./tree-node.ts";

/** What changed as a treemap: the area of a change is its bytes without their sign, additions lie below what brought them. */
export const changeTree = (change: PageChange, name: string): TreeNode => {
  const outside = outsideNode(change);
  const children = [...change.trees.map((tree) => treeNode(change, tree)), ...outside]
    .filter(({ size }) => size > 0)
    .sort(bySize);
  return {
    ...{ key: "image", label: name, subject: { kind: "image" }, size: sumOf(children), own: 0, children },
    change: change.contentChange,
  };
};

const toneOf = ({ kind, change }: Pick<PagePackage, "kind" | "change">): Tone => {
  if (kind === "added") return "new";
  if (kind === "removed") return "gone";
  return change > 0 ? "grown" : "shrunk";
};

const packageNode = (it: PagePackage, position: number): TreeNode => {
  const size = Math.abs(it.change);
  const subject = { kind: "package", package: position } as const;
  const label = it.version === "" ? it.label : `${it.label} ${it.version}`;
  return {
    ...{ key: `package ${position}`, label, subject, size, own: size, children: [] },
    ...{ change: it.change, tone: toneOf(it) },
  };
};

const treeNode = ({ packages }: PageChange, tree: readonly [number, ...number[]]): TreeNode => {
  const members = tree.flatMap((position) => {
    const it = packages[position];
    return it === undefined ? [] : [packageNode(it, position)];
  });
  const [top, ...folded] = members;
  if (top === undefined || folded.length === 0) return top ?? { ...EMPTY, key: `tree ${tree[0]}` };
  const children = members.filter(({ size }) => size > 0).sort(bySize);
  return {
    ...{ key: `tree ${tree[0]}`, label: `${top.label} and what it brought`, size: sumOf(children), own: 0, children },
    subject: { kind: "tree", package: tree[0] },
    change: members.reduce((sum, { change = 0 }) => sum + change, 0),
    tone: "new",
  };
};

const EMPTY: Omit<TreeNode, "key"> = { label: "", subject: { kind: "rest" }, size: 0, own: 0, children: [] };

const outsideNode = ({ rootChange }: PageChange): readonly TreeNode[] =>
  rootChange === 0
    ? []
    : [
        {
          ...{ key: "outside", label: "outside the Nix store", subject: { kind: "outside" }, children: [] },
          ...{ size: Math.abs(rootChange), own: Math.abs(rootChange), change: rootChange },
          tone: rootChange > 0 ? "grown" : "shrunk",
        },
      ];
