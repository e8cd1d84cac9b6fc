import { startOfDifference } from "../core/first-difference.ts";

/** Most characters of a text before or after a change. */
const LONGEST = 200;

const cut = (text: string, start: number): string => {
  const end = start + LONGEST;
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
};

/** Two texts that differ, long ones cut to where they begin to. */
export const excerpts = (before: string, after: string): readonly [before: string, after: string] => {
  const start = startOfDifference(before, after, LONGEST);
  return [cut(before, start), cut(after, start)];
};
