import { bar, clip, padEnd, padStart, TERMINAL_WIDTH } from "../../core/columns.ts";
import { nameOf } from "../../core/store-path.ts";
import { formatBytes } from "../../core/units.ts";
import type { Report, ReportStorePath } from "../model.ts";
import { elide } from "./chain.ts";
import { largestPaths, type Ranking, rankingOf, weightOf, whyNames } from "./largest.ts";
import type { Paint } from "./paint.ts";

const ROWS = 12;
const BAR = 10;
const SIZE = 10;

interface Columns {
  readonly titles: readonly string[];
  readonly sizesOf: (entry: ReportStorePath) => readonly (number | undefined)[];
}

/** What the sizes of a row are; the first one is what rows are ranked by. */
const COLUMNS: Readonly<Record<Ranking, Columns>> = {
  retained: {
    titles: ["frees", "own", "closure"],
    sizesOf: ({ retainedSize, narSize, closureSize }) => [retainedSize, narSize, closureSize],
  },
  content: { titles: ["unpacked"], sizesOf: ({ contentSize }) => [contentSize] },
};

const sizes = (texts: readonly string[]): string => texts.map((text) => padStart(text, SIZE)).join("");

const format = (size: number | undefined): string => (size === undefined ? "–" : formatBytes(size));

interface Drawing {
  readonly ranking: Ranking;
  readonly largest: number;
  readonly paint: Paint;
}

const pathLines = (entry: ReportStorePath, { ranking, largest, paint }: Drawing): readonly string[] => {
  const numbers = sizes(COLUMNS[ranking].sizesOf(entry).map(format));
  const drawn = padEnd(bar(weightOf(entry, ranking), largest, BAR), BAR);
  const left = numbers.length + BAR + 2;
  const room = TERMINAL_WIDTH - left;
  const why = elide(whyNames(entry) ?? []).join(" → ");
  const line = `${numbers} ${paint.blue(drawn)} ${clip(nameOf(entry.path), room)}`;
  return why === "" ? [line] : [line, " ".repeat(left) + paint.dim(clip(`via ${why}`, room))];
};

/** The store paths that weigh most, each with the way from the image to it: removed, alone, and with all it needs. */
export const terminalStorePaths = (report: Report, paint: Paint): readonly string[] => {
  const shown = largestPaths(report, ROWS);
  if (shown[0] === undefined) return [];
  const ranking = rankingOf(report);
  const drawing = { ranking, largest: weightOf(shown[0], ranking), paint };
  const by = ranking === "retained" ? "bytes freed if removed" : "unpacked bytes";
  return [
    paint.bold(`Store paths by ${by} (${shown.length} of ${report.storePaths.length})`),
    paint.dim(sizes(COLUMNS[ranking].titles)),
    ...shown.flatMap((entry) => pathLines(entry, drawing)),
  ];
};
