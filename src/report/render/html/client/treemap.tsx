import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { classOf, isInLayer } from "./cell-class.ts";
import { Face, hasHeader } from "./cell-face.tsx";
import { describe } from "./cell-words.ts";
import { assignHues } from "./hues.ts";
import { isPlain } from "./is-plain.ts";
import { type Cell, layoutTreemap } from "./layout.ts";
import type { Model } from "./model.ts";
import { type Direction, neighbour } from "./neighbour.ts";
import { isInView, selectedCell } from "./selected-cell.ts";
import type { Selection } from "./state.ts";
import type { TreeNode } from "./tree-node.ts";
import { useSize } from "./use-size.ts";

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
  /** What the pointer or the keyboard is at, in words. */
  readonly onHint: (words: string | undefined) => void;
}

const percent = (part: number, whole: number): string => `${(part / whole) * 100}%`;

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

const hints = (onHint: Props["onHint"]) => {
  const tell = ({ target }: Event): void =>
    onHint(target instanceof Element ? (target.closest(".cell")?.getAttribute("aria-label") ?? undefined) : undefined);
  return {
    onMouseOver: tell,
    onFocusIn: tell,
    onMouseLeave: () => onHint(undefined),
    onFocusOut: () => onHint(undefined),
  };
};

/** Rectangles as large as what they stand for; click or Enter zooms into a group, Escape out of it, arrows move. */
export const Treemap = ({ model, root, zoom, selection, layer, printing, onZoom, onOpen, onHint }: Props) => {
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
    if (current === undefined || !isPlain(event)) return;
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
          aria-expanded={isExpanded(cell)}
          aria-label={describe(model, cell)}
          aria-selected={cell === selected}
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
    <div ref={ref} class="treemap" role="tree" aria-label="Treemap" onKeyDown={onKeyDown} {...hints(onHint)}>
      {drawn}
    </div>
  );
};

/** What can be zoomed into is expanded where its cells are drawn; what has nothing in it is neither. */
const isExpanded = ({ node, kind }: Cell): boolean | undefined =>
  kind === "self" || node.children.length === 0 ? undefined : kind === "group";

const idOf = ({ node, kind }: Cell): string => `cell-${kind === "self" ? "self-" : ""}${node.key.replaceAll(" ", "-")}`;
