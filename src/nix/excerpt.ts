/** Most characters of a text before or after a change. */
const LONGEST = 200;

/** Characters before the first difference that are kept, so that a reader sees where it is. */
const CONTEXT = 20;

const commonStart = (a: string, b: string): number => {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
};

const cut = (text: string, start: number): string => {
  const end = start + LONGEST;
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
};

/** Two texts that differ, long ones cut to where they begin to. */
export const excerpts = (before: string, after: string): readonly [before: string, after: string] => {
  const isLong = before.length > LONGEST || after.length > LONGEST;
  const start = isLong ? Math.max(0, commonStart(before, after) - CONTEXT) : 0;
  return [cut(before, start), cut(after, start)];
};
