import { type Column, type Order, sortState } from "./sort-rows.ts";

/** Titles of the columns; a click sorts, numbers the largest first. */
export const Head = ({
  columns,
  order,
  onOrder,
}: {
  columns: readonly Column[];
  order: Order | undefined;
  onOrder: (order: Order) => void;
}) => (
  <div role="row" class="row head" aria-rowindex={1}>
    {columns.map((column) => {
      const state = sortState(column, order);
      const descending = state === "none" ? column.isNumber === true : state === "ascending";
      return (
        <div key={column.id} role="columnheader" aria-sort={state} class={column.isNumber ? "number" : ""}>
          <button type="button" title={column.hint} onClick={() => onOrder({ column: column.id, descending })}>
            {column.title}
            {state !== "none" && <span aria-hidden="true">{state === "ascending" ? "↑" : "↓"}</span>}
          </button>
        </div>
      );
    })}
  </div>
);
