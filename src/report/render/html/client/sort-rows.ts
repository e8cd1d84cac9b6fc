import type { ComponentChild } from "preact";
import { compareText } from "../../../../core/compare-text.ts";

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
  /** Order of its texts; by their characters without it. */
  readonly compare?: (a: string, b: string) => number;
  readonly cell: (row: number) => ComponentChild;
}

/** What a table is sorted by. */
export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

const compare = (a: number | string, b: number | string, compareTexts = compareText): number =>
  typeof a === "number" && typeof b === "number" ? a - b : compareTexts(String(a), String(b));

/** The rows by a column; as they are without one. */
export const sortRows = (
  rows: readonly number[],
  column: Column | undefined,
  descending: boolean,
): readonly number[] => {
  if (column === undefined) return rows;
  const keyed = rows.map((row) => ({ row, key: column.value(row) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => sign * compare(a.key, b.key, column.compare));
  return keyed.map(({ row }) => row);
};

/** For assistive technology, and for the arrow. */
export const sortState = (column: Column, order: Order | undefined): "none" | "ascending" | "descending" =>
  order?.column !== column.id ? "none" : order.descending ? "descending" : "ascending";
