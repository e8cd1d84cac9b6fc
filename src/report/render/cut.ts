/** How long a text may get, counted how, and what to tell the reader about it. */
export interface Budget {
  readonly limit: number;
  readonly sizeOf: (text: string) => number;
  /** Ends the sentence "37 more rows are cut: …". */
  readonly because: string;
}

interface RowRange {
  readonly start: number;
  /** Behind the last row. */
  readonly end: number;
}

const RULE = /^\|[-:|]+\|$/;
const NOTE = /^_(\d+) more rows? (is|are) cut: .*_$/;

const isRow = (line: string | undefined): boolean => line?.startsWith("|") === true;

/** Where the rows of each table stand; no text from an image starts a line, so lines tell the structure. */
const rowRanges = (lines: readonly string[]): readonly RowRange[] => {
  const ranges: RowRange[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!RULE.test(lines[at] ?? "")) continue;
    let end = at + 1;
    while (isRow(lines[end])) end++;
    ranges.push({ start: at + 1, end });
  }
  return ranges;
};

const note = (count: number, because: string): string =>
  `_${count} more ${count === 1 ? "row is" : "rows are"} cut: ${because}_`;

/** The lines without as many last rows of one table as give `excess` back, and with a note that counts them. */
const cutTable = (lines: readonly string[], range: RowRange, excess: number, budget: Budget): readonly string[] => {
  const before = NOTE.exec(lines[range.end + 1] ?? "");
  const wanted = excess + (before === null ? budget.sizeOf(`\n\n${note(99_999, budget.because)}`) : 5);
  let end = range.end;
  for (let freed = 0; end > range.start && freed < wanted; end--) freed += budget.sizeOf(`${lines[end - 1]}\n`);
  const count = range.end - end + Number(before?.[1] ?? 0);
  if (count === 0) return lines;
  const rest = lines.slice(before === null ? range.end : range.end + 2);
  return [...lines.slice(0, end), "", note(count, budget.because), ...rest];
};

/**
 * The section with table rows taken off until it fits: from the last table up, each from its end, the first table
 * (the totals) never. Blocks stay closed, since whole rows go. Longer than the limit only when no rows are left.
 */
export const cutRows = (section: string, budget: Budget): string => {
  let lines: readonly string[] = section.split("\n");
  for (let table = rowRanges(lines).length - 1; table > 0; table--) {
    const excess = budget.sizeOf(lines.join("\n")) - budget.limit;
    if (excess <= 0) break;
    const range = rowRanges(lines)[table];
    if (range !== undefined) lines = cutTable(lines, range, excess, budget);
  }
  return lines.join("\n");
};

/** The largest size each text may keep so that all fit together; the short ones leave their rest to the long ones. */
export const fairShare = (sizes: readonly number[], total: number): number => {
  let left = total;
  const ascending = [...sizes].sort((a, b) => a - b);
  for (const [index, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size > share) return Math.max(share, 0);
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
};
