import { bar, clip, padEnd, padStart } from "../core/columns.ts";
import { type ProgressState, shareDone } from "../core/progress.ts";
import { formatBytes } from "../core/units.ts";

const BAR = 12;
const TITLE = 24;

/** One line of a terminal with so many columns: `app.tar.gz  ███▎           27 %    1.2 GB  812.0 MB/s  openssl-3.0.14`. */
export const renderProgressLine = (state: ProgressState, columns: number): string => {
  const share = shareDone(state);
  const parts = [
    clip(state.title, TITLE),
    ...(share === undefined ? [] : [padEnd(bar(share, 1, BAR), BAR), padStart(`${Math.floor(share * 100)} %`, 5)]),
    padStart(formatBytes(state.bytes), 8),
    padStart(`${formatBytes(Math.round(state.rate))}/s`, 10),
    state.doing,
  ];
  return clip(parts.join("  ").trimEnd(), columns - 1); // a full last column would start the next line
};
