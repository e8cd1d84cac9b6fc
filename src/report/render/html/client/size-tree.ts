import type { Model } from "./model.ts";
import { bySize, sumOf, type TreeNode } from "./tree-node.ts";

/**
 * The image as a treemap: store paths below the nearest path that every way to them passes, so that each is there once
 * and areas add up; files outside the store below the layers that hold them.
 */
export const sizeTree = (model: Model): TreeNode => {
  const outside = outsideNode(model);
  const hasStore = model.count > 0;
  const children = [...pathNodes(model), ...(hasStore ? [outside] : outside.children)]
    .filter(({ size }) => size > 0)
    .sort(bySize);
  return { key: "image", label: model.image.name, subject: { kind: "image" }, size: sumOf(children), own: 0, children };
};

/** The paths that hang directly below the image, with all below them. */
const pathNodes = (model: Model): readonly TreeNode[] => {
  const { top, below } = dominated(model);
  const nodes = new Map<number, TreeNode>();
  for (const path of deepestFirst(top, below)) {
    const children = (below.get(path) ?? []).flatMap((child) => nodes.get(child) ?? []).sort(bySize);
    const own = model.ownOf(path);
    const { name } = model.nameOf(path);
    const size = own + sumOf(children);
    nodes.set(path, { key: `path ${path}`, label: name, subject: { kind: "path", path }, size, own, children });
  }
  return top.flatMap((path) => nodes.get(path) ?? []);
};

interface Dominated {
  readonly top: readonly number[];
  readonly below: ReadonlyMap<number, readonly number[]>;
}

/** A report from elsewhere may have dominators that run in a ring: these paths hang below the image then. */
const dominated = ({ count, image }: Model): Dominated => {
  const dominators = image.store.graph?.dominators ?? [];
  const below = new Map<number, number[]>();
  const top: number[] = [];
  for (let path = 0; path < count; path += 1) {
    const dominator = dominators[path] ?? -1;
    const siblings = below.get(dominator);
    if (dominator < 0) top.push(path);
    else if (siblings === undefined) below.set(dominator, [path]);
    else siblings.push(path);
  }
  const reached = new Set(deepestFirst(top, below));
  const lost =
    reached.size === count ? [] : Array.from({ length: count }, (_, path) => path).filter((it) => !reached.has(it));
  for (const path of lost) below.delete(path);
  return { top: [...top, ...lost], below };
};

const deepestFirst = (top: readonly number[], below: ReadonlyMap<number, readonly number[]>): readonly number[] => {
  const order = [...top];
  for (let at = 0; at < order.length; at += 1) for (const child of below.get(order[at] ?? -1) ?? []) order.push(child);
  return order.reverse();
};

const OUTSIDE = "outside the Nix store";

const outsideNode = (model: Model): TreeNode => {
  const { layers, files } = model.image;
  const children = layers.map((layer, number): TreeNode => {
    const held = files.flatMap(({ path, size, layer, owner }, file): readonly TreeNode[] =>
      layer === number && owner === undefined
        ? [{ key: `file ${file}`, label: path, subject: { kind: "file", file }, size, own: size, children: [] }]
        : [],
    );
    const own = Math.max(0, layer.rootSize - sumOf(held));
    const label = layer.createdBy === undefined ? `layer ${number + 1}` : `${number + 1}: ${layer.createdBy}`;
    const subject = { kind: "layer", layer: number } as const;
    return { key: `layer ${number}`, label, subject, size: own + sumOf(held), own, children: held.sort(bySize) };
  });
  const kept = children.filter(({ size }) => size > 0).sort(bySize);
  return { key: "outside", label: OUTSIDE, subject: { kind: "outside" }, size: sumOf(kept), own: 0, children: kept };
};
