import { sizeWords } from "./cell-words.ts";
import type { Cell } from "./layout.ts";
import { textWidth } from "./text-width.ts";
import type { TreeNode } from "./tree-node.ts";

type Grade = "small" | "medium" | "large";

/** Of the text in a cell; `style/treemap.css` has the same. */
const FONT: Readonly<Record<Grade, number>> = { small: 11.5, medium: 13, large: 16 };

const EDGE = 11;
/** How much wider bold letters are. */
const BOLD = 1.1;

export const gradeOf = ({ kind, x0, y0, x1, y1 }: Cell): Grade => {
  const least = Math.min((x1 - x0) / 2, y1 - y0);
  return kind === "group" || least < 56 ? "small" : least < 110 ? "medium" : "large";
};

/** Letters that tell what a name is. */
const ENOUGH = 7;

/** Whether a name fits, or so much of it that one sees what it is. */
const fits = (text: string, room: number, font: number): boolean =>
  textWidth(text, font) <= room || textWidth(`${text.slice(0, ENOUGH)}…`, font) <= room;

/** Whether a group of this width has room for its name. */
export const hasHeader = ({ label }: TreeNode, width: number): boolean => fits(label, width - EDGE, FONT.small);

/** A line of text with its edges. */
const LINE = 18;
/** In wider cells a name that is turned would look lost. */
const NARROW = 40;

const Label = ({ name, size, turned }: { name: string; size: string | undefined; turned?: boolean }) => (
  <span class={turned === true ? "label turned" : "label"}>
    <span class="name">{name}</span> {size !== undefined && <span class="size">{size}</span>}
  </span>
);

/** Name and size where they have room, in a narrow and high cell from top to bottom. */
export const Face = ({ cell }: { readonly cell: Cell }) => {
  const { node, kind } = cell;
  const [width, height] = [cell.x1 - cell.x0, cell.y1 - cell.y0];
  const font = FONT[gradeOf(cell)];
  const size = sizeWords(kind === "self" ? { ...node, size: node.own } : node);
  const both = textWidth(node.label, font * BOLD) + textWidth(size, font) + EDGE;
  if (height >= LINE && fits(node.label, width - EDGE, font)) {
    const hasSize =
      kind === "group" ? both + EDGE <= width : height >= font * 2.9 && textWidth(size, font) <= width - EDGE;
    return <Label name={node.label} size={hasSize ? size : undefined} />;
  }
  if (kind === "group" || width < LINE || width > NARROW || !fits(node.label, height - EDGE, font)) return null;
  return <Label name={node.label} size={both + EDGE <= height ? size : undefined} turned />;
};
