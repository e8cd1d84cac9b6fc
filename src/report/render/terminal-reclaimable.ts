import { clip, padEnd, padStart, TERMINAL_WIDTH } from "../../core/columns.ts";
import { formatBytes } from "../../core/units.ts";
import { visible } from "../../core/visible.ts";
import type { Report } from "../model.ts";
import type { Paint } from "./paint.ts";
import { caseWords, largestCases, reclaimableKinds, reclaimableOf } from "./reclaimable.ts";

const CASES = 5;

const line = (size: number, text: string): string =>
  clip(`  ${padStart(formatBytes(size), 10)} ${text}`, TERMINAL_WIDTH);

/** What could be left out of the image: why, and the largest cases. */
export const terminalReclaimable = (report: Report, paint: Paint): readonly string[] => {
  const content = reclaimableOf(report);
  if (content === undefined) return [];
  return [
    paint.bold(`Could be left out: ${formatBytes(content.reclaimable)} unpacked`),
    ...reclaimableKinds(content).map(({ size, what }) => line(size, what)),
    ...largestCases(content, CASES).map((found) =>
      paint.dim(line(found.size, `${padEnd("", 2)}${caseWords(found, { path: visible, store: visible })}`)),
    ),
  ];
};
