import type { Box, Cell } from "./layout.ts";

export type Direction = "left" | "right" | "up" | "down";

const isInside = (inner: Cell, outer: Cell): boolean => {
  for (let at = inner.parent; at !== undefined; at = at.parent) if (at === outer) return true;
  return false;
};

const turned = (direction: Direction, { x0, y0, x1, y1 }: Box): Box => {
  switch (direction) {
    case "right":
      return { x0, y0, x1, y1 };
    case "left":
      return { x0: -x1, y0, x1: -x0, y1 };
    case "down":
      return { x0: y0, y0: x0, x1: y1, y1: x1 };
    case "up":
      return { x0: -y1, y0: x0, x1: -y0, y1: x1 };
  }
};

/** How far a box lies to the right of another, `undefined` when it does not; one that is not beside it counts as far. */
const distance = (from: Box, to: Box): number | undefined => {
  const ahead = to.x0 - from.x1;
  if (ahead < -4) return undefined;
  const aside = Math.max(0, to.y0 - from.y1, from.y0 - to.y1);
  const middle = Math.abs((to.y0 + to.y1) / 2 - (from.y0 + from.y1) / 2);
  return ahead + aside * 4 + middle / 100;
};

/** The cell that an arrow key leads to: the nearest in that direction, of equally near ones that of the same depth. */
export const neighbour = (cells: readonly Cell[], from: Cell, direction: Direction): Cell => {
  const start = turned(direction, from);
  let best: { readonly cell: Cell; readonly far: number } | undefined;
  for (const cell of cells) {
    if (cell === from || isInside(cell, from) || isInside(from, cell)) continue;
    const gap = distance(start, turned(direction, cell));
    if (gap === undefined) continue;
    const far = gap + Math.abs(cell.depth - from.depth) * 3;
    if (best === undefined || far < best.far) best = { cell, far };
  }
  return best?.cell ?? from;
};
