import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatBytes, formatChange } from "../../../../core/units.ts";
import { assignHues } from "./hues.ts";
import { type Cell, layoutTreemap, type Size } from "./layout.ts";
import type { Model } from "./model.ts";
import { type Direction, neighbour } from "./neighbour.ts";
import type { Selection } from "./state.ts";
import { textWidth } from "./text-width.ts";
import { type TreeNode, wayTo } from "./tree-node.ts";

interface Props {
  readonly model: Model;
  readonly root: TreeNode;
  /** Ways to what is zoomed into, the root not included. */
  readonly zoom: readonly TreeNode[];
  readonly selection: Selection | undefined;
  /** Cells of paths in this layer are marked. */
  readonly layer: number | undefined;
  readonly printing: boolean;
  readonly onZoom: (zoom: readonly TreeNode[]) => void;
  readonly onOpen: (node: TreeNode) => void;
}

/** Of a sheet of paper between its margins, in CSS pixels. */
const PAPER = { width: 700, height: 400 };

const sizeWords = ({ change, size }: TreeNode): string =>
  change === undefined ? formatBytes(size) : formatChange(change);

/** What is written in the cell, and more where there is more to say. */
const describe = (model: Model, { node, kind }: Cell): string => {
  const { subject } = node;
  const own = subject.kind === "path" ? formatBytes(model.ownOf(subject.path)) : formatBytes(node.own);
  if (kind === "self") return `${node.label} ${own} by itself`;
  const words = `${node.label} ${sizeWords(node)}`;
  return subject.kind === "path" && node.children.length > 0 ? `${words}, ${own} by itself` : words;
};

const isOf = (model: Model, { subject }: TreeNode, selection: Selection): boolean => {
  if (subject.kind === "path") return selection.kind === "path" && selection.path === subject.path;
  if (subject.kind !== "package") return false;
  if (selection.kind === "package") return selection.package === subject.package;
  return model.image.change?.packages[subject.package]?.paths.includes(selection.path) ?? false;
};

/** The cell of what is selected, or the smallest that holds it where it is too small to be seen. */
const selectedCell = (
  model: Model,
  { cells, root, selection }: { cells: readonly Cell[]; root: TreeNode; selection: Selection | undefined },
): Cell | undefined => {
  if (selection === undefined) return undefined;
  const way = wayTo(root, (node) => isOf(model, node, selection));
  const holds = new Map(cells.flatMap((cell) => (cell.kind === "self" ? [] : [[cell.node, cell] as const])));
  const rests = cells.filter(({ node }) => node.subject.kind === "rest");
  for (const node of way.toReversed()) {
    const cell = holds.get(node) ?? rests.find((rest) => rest.node.children.includes(node));
    if (cell !== undefined) return cell;
  }
  return undefined;
};

/** Whether what is selected lies in what is zoomed into; somebody may have selected it in a table. */
const isInView = (model: Model, root: TreeNode, zoom: readonly TreeNode[], selection: Selection): boolean => {
  const view = zoom.findLast(({ subject }) => subject.kind !== "rest");
  return view === undefined || wayTo(root, (node) => isOf(model, node, selection)).includes(view);
};

type Grade = "small" | "medium" | "large";

/** Of the text in a cell; `style.css` has the same. */
const FONT: Readonly<Record<Grade, number>> = { small: 11.5, medium: 13, large: 16 };

const EDGE = 11;
/** How much wider bold letters are. */
const BOLD = 1.1;

const gradeOf = ({ kind, x0, y0, x1, y1 }: Cell): Grade => {
  const least = Math.min((x1 - x0) / 2, y1 - y0);
  return kind === "group" || least < 56 ? "small" : least < 110 ? "medium" : "large";
};

/** Letters that tell what a name is. */
const ENOUGH = 7;

/** Whether a name fits, or so much of it that one sees what it is. */
const fits = (text: string, room: number, font: number): boolean =>
  textWidth(text, font) <= room || textWidth(`${text.slice(0, ENOUGH)}…`, font) <= room;

const hasHeader = ({ label }: TreeNode, width: number): boolean => fits(label, width - EDGE, FONT.small);

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
const Face = ({ cell }: { readonly cell: Cell }) => {
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

const hueOf = (cell: Cell, hues: ReadonlyMap<TreeNode, number>): number | undefined => {
  for (let at: Cell | undefined = cell; at !== undefined; at = at.parent) {
    const hue = hues.get(at.node);
    if (hue !== undefined) return hue;
  }
  return undefined;
};

const isInLayer = ({ image }: Model, { node, kind }: Cell, layer: number | undefined): boolean => {
  if (layer === undefined || kind === "group") return false;
  const { subject } = node;
  if (subject.kind === "path") return image.store.layers[subject.path]?.includes(layer) ?? false;
  return subject.kind === "layer" && subject.layer === layer;
};

const classOf = (cell: Cell, hues: ReadonlyMap<TreeNode, number>): string => {
  const hue = hueOf(cell, hues);
  const { node, kind } = cell;
  const colour =
    node.tone !== undefined ? `tone-${node.tone}` : node.change === undefined && hue !== undefined ? `hue-${hue}` : "";
  return ["cell", kind, colour, gradeOf(cell), node.subject.kind === "rest" ? "rest" : ""]
    .filter((it) => it !== "")
    .join(" ");
};

const percent = (part: number, whole: number): string => `${(part / whole) * 100}%`;

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

const useSize = (printing: boolean) => {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | undefined>(undefined);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, size: printing ? PAPER : size };
};

/** Rectangles as large as what they stand for; click or Enter zooms into a group, Escape out of it, arrows move. */
export const Treemap = ({ model, root, zoom, selection, layer, printing, onZoom, onOpen }: Props) => {
  const { ref, size } = useSize(printing);
  const view = zoom.at(-1) ?? root;
  const cells = useMemo(
    () => (size === undefined ? [] : layoutTreemap(view, size, hasHeader)),
    [view, size?.width, size?.height],
  );
  const hues = useMemo(() => assignHues(view), [view]);
  const selected = useMemo(() => selectedCell(model, { cells, root, selection }), [cells, root, selection]);
  useLayoutEffect(() => {
    if (selection !== undefined && !isInView(model, root, zoom, selection)) onZoom([]);
  }, [selection]);
  const [focused, setFocused] = useState<string | undefined>(undefined);
  const wantsFocus = useRef(false);
  const current = cells.find((cell) => idOf(cell) === focused) ?? cells[0];

  useLayoutEffect(() => {
    if (wantsFocus.current) ref.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    wantsFocus.current = false;
  }, [focused, view]);

  const focus = (cell: Cell | undefined): void => {
    wantsFocus.current = true;
    setFocused(cell === undefined ? undefined : idOf(cell));
  };
  const zoomInto = (cell: Cell): void => {
    const inner: TreeNode[] = [];
    for (let at: Cell | undefined = cell; at !== undefined; at = at.parent) inner.unshift(at.node);
    wantsFocus.current = true;
    onZoom([...zoom, ...inner]);
  };
  const open = (cell: Cell): void => {
    onOpen(cell.node);
    setFocused(idOf(cell));
    if (cell.kind !== "self" && cell.node.children.length > 0) zoomInto(cell);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (current === undefined) return;
    const direction = KEYS[event.key];
    if (direction !== undefined) focus(neighbour(cells, current, direction));
    else if (event.key === "Enter" || event.key === " ") open(current);
    else if ((event.key === "Escape" || event.key === "Backspace") && zoom.length > 0) {
      wantsFocus.current = true;
      onZoom(zoom.slice(0, -1));
    } else if (event.key === "PageUp") focus(current.parent ?? current);
    else if (event.key === "PageDown") focus(cells.find(({ parent }) => parent === current) ?? current);
    else if (event.key === "Home") focus(cells[0]);
    else return;
    event.preventDefault();
  };

  const drawn = useMemo(
    () =>
      cells.map((cell) => (
        <div
          key={idOf(cell)}
          id={idOf(cell)}
          role="treeitem"
          aria-level={cell.depth}
          aria-label={describe(model, cell)}
          aria-selected={cell === selected}
          title={describe(model, cell)}
          tabIndex={cell === current ? 0 : -1}
          class={isInLayer(model, cell, layer) ? `${classOf(cell, hues)} in-layer` : classOf(cell, hues)}
          style={{
            left: percent(cell.x0, size?.width ?? 1),
            top: percent(cell.y0, size?.height ?? 1),
            width: percent(cell.x1 - cell.x0, size?.width ?? 1),
            height: percent(cell.y1 - cell.y0, size?.height ?? 1),
          }}
          onClick={() => open(cell)}
        >
          <Face cell={cell} />
        </div>
      )),
    [cells, hues, selected, current, layer],
  );
  return (
    <div ref={ref} class="treemap" role="tree" aria-label="Treemap" onKeyDown={onKeyDown}>
      {drawn}
      {cells.length === 0 && size !== undefined && <p class="empty">No size changed.</p>}
    </div>
  );
};

const idOf = ({ node, kind }: Cell): string => `cell-${kind === "self" ? "self-" : ""}${node.key.replaceAll(" ", "-")}`;
