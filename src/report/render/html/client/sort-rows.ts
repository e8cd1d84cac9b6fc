import type { ComponentChild } from "preact";

/** A column of a table over things that are known by number. */
export interface Column {
  readonly id: string;
  readonly title: string;
  /** What it is, where the title is too short for that. */
  readonly hint?: string;
  /** Share of the width, as CSS grid takes it. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** What rows are sorted by; without it they are not. */
  readonly value: (row: number) => number | string;
  readonly cell: (row: number) => ComponentChild;
}

/** What a table is sorted by. */
export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

const compare = (a: number | string, b: number | string): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;

/** The rows by a column; as they are without one. */
export const sortRows = (
  rows: readonly number[],
  column: Column | undefined,
  descending: boolean,
): readonly number[] => {
  if (column === undefined) return rows;
  const keyed = rows.map((row) => ({ row, key: column.value(row) }));
  keyed.sort((a, b) => (descending ? compare(b.key, a.key) : compare(a.key, b.key)));
  return keyed.map(({ row }) => row);
};

/** For assistive technology, and for the arrow. */
export const sortState = (column: Column, order: Order | undefined): "none" | "ascending" | "descending" =>
  order?.column !== column.id ? "none" : order.descending ? "descending" : "ascending";
