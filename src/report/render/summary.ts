import type { TrendPoint } from "../trend.ts";
import { type Budget, cutRows, fairShare } from "./cut.ts";
import { type Extent, imageSection, type Origin } from "./image-markdown.ts";
import { type CommentSection, tellApart } from "./tell-apart.ts";

const EXTENT: Omit<Extent, "trend"> = {
  current: "this build",
  packages: 30,
  changes: 2000,
  layers: 200,
  storePaths: 100,
  files: 20,
  findings: 20,
  diagrams: true,
};

/** GitHub drops a summary above 1 MiB of a step, silently, as the step stays green; other steps' text is not counted. */
export const SUMMARY_LIMIT = 1_000_000;

const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

const SEPARATOR = "\n\n";

export interface SummaryOptions extends Origin {
  /** Sizes at the commits of the default branch, oldest first. */
  readonly trend?: readonly TrendPoint[] | undefined;
  /** Bytes. */
  readonly limit?: number | undefined;
}

/** The job summary in Markdown, of at most `limit` bytes: the comment's parts with more rows, and the largest files. */
export const renderSummary = (sections: readonly CommentSection[], options: SummaryOptions = {}): string => {
  const limit = options.limit ?? SUMMARY_LIMIT;
  const extent = { ...EXTENT, trend: options.trend ?? [] };
  const texts = tellApart(sections).map(({ report }) => imageSection(report, extent, options));
  const room = fairShare(texts.map(sizeOf), limit - texts.length * SEPARATOR.length);
  const budget: Budget = { limit: room, sizeOf, because: "a job summary ends at 1 MiB; the JSON report has all." };
  const fitting: string[] = [];
  let left = limit;
  for (const text of texts.map((text) => cutRows(text, budget))) {
    left -= sizeOf(text) + SEPARATOR.length;
    if (left >= 0) fitting.push(text);
  }
  return `${fitting.join(SEPARATOR)}\n`;
};
