import { type HierarchyRectangularNode, treemapSquarify } from "d3-hierarchy";
import { plural } from "../../../../core/units.ts";
import { sumOf, type TreeNode } from "./tree-node.ts";

export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A rectangle of the treemap in pixels; those inside a group come after it. */
export interface Cell extends Box {
  readonly node: TreeNode;
  /** `group` has other cells in it, `self` is what the group has by itself. */
  readonly kind: "leaf" | "group" | "self";
  readonly depth: number;
  readonly parent: Cell | undefined;
}

/** Smaller ones, in square pixels, are put together. */
const SMALLEST = 110;
/** So many are shown of what is zoomed into, however small, so that zooming ends. */
const FIRST = 24;
/** More in one group nobody tells apart, and a browser takes its time for. */
const MOST = 400;
const HEADER = 19;
/** Above what a group holds, where its name has no room. */
const EDGE = 4;
const GAP = 2;
/** A group that is narrower or lower is drawn as one. */
const ROOM = { width: 52, height: 50 };

interface Tile {
  readonly node: TreeNode;
  readonly value: number;
  readonly isSelf: boolean;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The cells of what lies below a node, for a drawing of the given size. */
export const layoutTreemap = (
  view: TreeNode,
  { width, height }: Size,
  hasHeader: (node: TreeNode, width: number) => boolean,
): readonly Cell[] => {
  const cells: Cell[] = [];
  const place = (node: TreeNode, box: Box, parent: Cell | undefined): void => {
    for (const { isSelf, node: child, x0, y0, x1, y1 } of tile(node, box, parent === undefined ? FIRST : 0)) {
      const room = { x0, y0, x1: Math.max(x0 + 1, x1 - GAP), y1: Math.max(y0 + 1, y1 - GAP) };
      const isGroup = !isSelf && child.subject.kind !== "rest" && child.children.length > 0 && hasRoom(room);
      const kind = isSelf ? "self" : isGroup ? "group" : "leaf";
      const cell: Cell = { node: child, kind, depth: (parent?.depth ?? 0) + 1, parent, ...room };
      cells.push(cell);
      const head = hasHeader(child, room.x1 - x0) ? HEADER : EDGE;
      if (isGroup) place(child, { x0: x0 + GAP, y0: y0 + head, x1: room.x1, y1: room.y1 }, cell);
    }
  };
  place(view, { x0: 0, y0: 0, x1: width + GAP, y1: height + GAP }, undefined);
  return cells;
};

const hasRoom = ({ x0, y0, x1, y1 }: Box): boolean => x1 - x0 >= ROOM.width && y1 - y0 >= ROOM.height;

const tile = (node: TreeNode, { x0, y0, x1, y1 }: Box, least: number): readonly Tile[] => {
  const tiles = tilesOf(node, ((x1 - x0) * (y1 - y0)) / Math.max(1, node.size), least);
  // Squarify reads `value` and `children`, and writes the corners; it needs none of a hierarchy's other fields.
  const parent = { value: node.size, children: tiles } as unknown as HierarchyRectangularNode<unknown>;
  if (tiles.length > 0) treemapSquarify(parent, x0, y0, x1, y1);
  return tiles;
};

const tileOf = (node: TreeNode, value: number, isSelf: boolean): Tile => ({
  ...{ node, value, isSelf },
  ...{ x0: 0, y0: 0, x1: 0, y1: 0 },
});

/** What the node has by itself, its children that can be seen, and the others as one. */
const tilesOf = (node: TreeNode, scale: number, least: number): readonly Tile[] => {
  const children = node.children.filter(({ size }) => size > 0);
  const first = children.findIndex(({ size }) => size * scale < SMALLEST);
  const large = first < 0 || children.length - first < 2 ? children.length : Math.max(first, least);
  const shown = large > MOST + 1 ? MOST : large;
  const hasOwn = node.own * scale >= SMALLEST || (children.length === 0 && node.own > 0);
  const own = hasOwn ? [tileOf(node, node.own, true)] : [];
  const rest = shown === children.length ? [] : [restOf(node, children.slice(shown))];
  return [...own, ...[...children.slice(0, shown), ...rest].map((child) => tileOf(child, child.size, false))].sort(
    (a, b) => b.value - a.value,
  );
};

const restOf = (node: TreeNode, small: readonly TreeNode[]): TreeNode => ({
  ...{ key: `${node.key} rest`, label: plural(small.length, "smaller one"), subject: { kind: "rest" } },
  ...{ size: sumOf(small), own: 0, children: small },
});
