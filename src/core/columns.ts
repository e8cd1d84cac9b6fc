import { visible } from "./visible.ts";

export const TERMINAL_WIDTH = 80;

/** Characters that take two columns of a terminal: East Asian scripts, full-width forms, emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const MARK = /\p{M}/u;

const widthOf = (character: string): number => (MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Columns that a text takes; combining marks take none. */
export const columnsOf = (text: string): number =>
  Array.from(text).reduce((columns, character) => columns + widthOf(character), 0);

const cutEnd = (text: string, limit: number): string => {
  let kept = "";
  let columns = 0;
  for (const character of text) {
    columns += widthOf(character);
    if (columns > limit - 1) return `${kept}…`;
    kept += character;
  }
  return kept;
};

/** Untrusted text made visible, of at most `limit` columns. */
export const clip = (untrusted: string, limit: number): string => {
  const text = visible(untrusted);
  return columnsOf(text) <= limit ? text : cutEnd(text, limit);
};

const padding = (text: string, width: number): string => " ".repeat(Math.max(0, width - columnsOf(text)));

export const padEnd = (text: string, width: number): string => text + padding(text, width);

export const padStart = (text: string, width: number): string => padding(text, width) + text;

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar of `value` in `total`, `width` columns when they are equal, in eighths of a column. */
export const bar = (value: number, total: number, width: number): string => {
  if (total <= 0 || value <= 0) return "";
  const eighths = Math.max(1, Math.round((Math.min(value, total) / total) * width * 8));
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
};

/** Words in lines of at most `width` columns; the second line and on start with `indent`. */
export const wrap = (text: string, width: number, indent: string): readonly string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (columnsOf(longer) <= width || line.trim() === "") line = longer;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].map((it) => (columnsOf(it) <= width ? it : cutEnd(it, width)));
};
