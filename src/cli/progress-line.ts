import { type ProgressState, shareDone } from "../core/progress.ts";
import { formatBytes } from "../core/units.ts";
import { shorten, visible } from "../core/visible.ts";

const BAR = 12;
const TITLE = 24;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** One line of a terminal with so many columns: `app.tar.gz  ███▎           27 %  1.2 GB  812.0 MB/s  openssl-3.0.14`. */
export const renderProgressLine = (state: ProgressState, columns: number): string => {
  const share = shareDone(state);
  const parts = [
    shorten(visible(state.title), TITLE),
    ...(share === undefined ? [] : [bar(share), `${Math.floor(share * 100)} %`.padStart(5)]),
    formatBytes(state.bytes).padStart(8),
    `${formatBytes(Math.round(state.rate))}/s`.padStart(10),
    visible(state.doing),
  ];
  return fit(parts.join("  "), columns - 1); // a full last column would start the next line
};

const bar = (share: number): string => {
  const eighths = Math.round(share * BAR * 8);
  return ("█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "")).padEnd(BAR);
};

/** Cuts at the end. Letters of East Asia and pictures fill two columns; of the rest none fills more than one. */
const fit = (text: string, columns: number): string => {
  let left = columns;
  let line = "";
  for (const character of text) {
    left -= widthOf(character.codePointAt(0) ?? 0);
    if (left < 0) break;
    line += character;
  }
  return line.trimEnd();
};

const widthOf = (code: number): number => (code < 0x1100 || (code >= 0x2500 && code < 0x25a0) ? 1 : 2);
