import { columnsOf } from "../../../core/columns.ts";

/** Lines of a drawn tree may stand this deep; what is deeper is drawn at the edge. */
const DEEPEST = 24;

/** Draws the branches in front of the rows of a tree, which come parents before children. */
export class Branches {
  /** For each level above the next row: whether siblings of that level follow. */
  readonly #open: boolean[] = [];

  /** What stands before a row of some depth (0: nothing) that is the last of its siblings, or not. */
  before(depth: number, last: boolean): string {
    if (depth === 0) return "";
    this.#open.length = depth - 1;
    const drawn = this.#open.map((open) => (open ? "│ " : "  ")).join("") + (last ? "└ " : "├ ");
    this.#open.push(!last);
    return columnsOf(drawn) <= DEEPEST ? drawn : `…${drawn.slice(1 - DEEPEST)}`;
  }
}
