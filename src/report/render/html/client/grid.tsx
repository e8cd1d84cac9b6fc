import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Head } from "./grid-head.tsx";
import { isPlain } from "./is-plain.ts";
import { type Column, type Order, sortRows } from "./sort-rows.ts";

interface Props {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly number[];
  readonly selected: number | undefined;
  readonly onSelect: ((row: number) => void) | undefined;
  readonly printing: boolean;
}

const ROW = 26;
const HEAD = 28;
/** Rows above and below what is seen. */
const MARGIN = 12;
const PRINTED = 40;

const NEXT: Readonly<Record<string, (page: number) => number>> = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
  Home: () => Number.NEGATIVE_INFINITY,
  End: () => Number.POSITIVE_INFINITY,
};

/**
 * A table of any number of rows, of which only those that are seen are in the page. One stop of the tab key: arrows
 * move, Enter selects.
 */
export const Grid = ({ label, columns, rows, selected, onSelect, printing }: Props) => {
  const ref = useRef<HTMLDivElement>(null);
  const [order, setOrder] = useState<Order | undefined>(undefined);
  const [scroll, setScroll] = useState({ top: 0, height: 480 });
  const [active, setActive] = useState<number | undefined>(undefined);
  const sorted = useMemo(
    () =>
      sortRows(
        rows,
        columns.find(({ id }) => id === order?.column),
        order?.descending ?? false,
      ),
    [rows, columns, order],
  );
  const position = active === undefined ? -1 : sorted.indexOf(active);

  const measure = (): void => {
    const element = ref.current;
    if (element !== null) setScroll({ top: element.scrollTop, height: element.clientHeight });
  };
  const show = (index: number): void => {
    const element = ref.current;
    if (element === null || index < 0) return;
    const [top, bottom] = [index * ROW, (index + 1) * ROW + HEAD];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    measure();
  };
  useLayoutEffect(measure, []);
  useLayoutEffect(() => {
    if (selected === undefined) return;
    setActive(selected);
    show(sorted.indexOf(selected));
  }, [selected, rows]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== ref.current || !isPlain(event)) return;
    const by = NEXT[event.key]?.(Math.max(1, Math.floor(scroll.height / ROW) - 2));
    if (by !== undefined) {
      const next = Math.max(0, Math.min(sorted.length - 1, (position < 0 && by > 0 ? -1 : position) + by));
      setActive(sorted[next]);
      show(next);
    } else if ((event.key === "Enter" || event.key === " ") && active !== undefined) onSelect?.(active);
    else return;
    event.preventDefault();
  };

  const first = printing ? 0 : Math.max(0, Math.floor(scroll.top / ROW) - MARGIN);
  const last = printing ? PRINTED : Math.ceil((scroll.top + scroll.height) / ROW) + MARGIN;
  const tracks = columns.map(({ width }) => width).join(" ");
  return (
    <>
      <div
        ref={ref}
        class={onSelect === undefined ? "grid" : "grid selectable"}
        role="grid"
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={position < first || position >= last ? undefined : `row-${active}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={measure}
      >
        <div
          class="rows"
          role="presentation"
          style={{ "--tracks": tracks, height: printing ? "auto" : `${HEAD + sorted.length * ROW}px` }}
        >
          <Head columns={columns} order={order} onOrder={setOrder} />
          {sorted.slice(first, last).map((row, index) => (
            <div
              key={row}
              id={`row-${row}`}
              role="row"
              aria-rowindex={first + index + 2}
              aria-selected={onSelect === undefined ? undefined : row === selected}
              class={row === active ? "row active" : "row"}
              style={printing ? {} : { top: `${HEAD + (first + index) * ROW}px` }}
              onClick={() => {
                setActive(row);
                onSelect?.(row);
              }}
            >
              {columns.map((column) => (
                <div key={column.id} role="gridcell" class={column.isNumber ? "number" : ""}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
      {printing && sorted.length > PRINTED && <p class="note">{sorted.length - PRINTED} more rows are not printed.</p>}
    </>
  );
};
