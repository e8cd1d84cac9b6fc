import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  visible
} from "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/columns.ts
var TERMINAL_WIDTH = 80;
var WIDE = new RegExp("[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\u3000-\\u303f\\uff01-\\uff60\\uffe0-\\uffe6]|\\p{Emoji_Presentation}", "u");
var MARK = new RegExp("\\p{M}", "u");
var widthOf = /* @__PURE__ */ __name((character) => MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1, "widthOf");
var columnsOf = /* @__PURE__ */ __name((text) => Array.from(text).reduce((columns, character) => columns + widthOf(character), 0), "columnsOf");
var cutEnd = /* @__PURE__ */ __name((text, limit) => {
  let kept = "";
  let columns = 0;
  for (const character of text) {
    columns += widthOf(character);
    if (columns > limit - 1) return `${kept}\u2026`;
    kept += character;
  }
  return kept;
}, "cutEnd");
var clip = /* @__PURE__ */ __name((untrusted, limit) => {
  const text = visible(untrusted);
  return columnsOf(text) <= limit ? text : cutEnd(text, limit);
}, "clip");
var padding = /* @__PURE__ */ __name((text, width) => " ".repeat(Math.max(0, width - columnsOf(text))), "padding");
var padEnd = /* @__PURE__ */ __name((text, width) => text + padding(text, width), "padEnd");
var padStart = /* @__PURE__ */ __name((text, width) => padding(text, width) + text, "padStart");
var EIGHTHS = ["", "\u258F", "\u258E", "\u258D", "\u258C", "\u258B", "\u258A", "\u2589"];
var bar = /* @__PURE__ */ __name((value, total, width) => {
  if (total <= 0 || value <= 0) return "";
  const eighths = Math.max(1, Math.round(Math.min(value, total) / total * width * 8));
  return "\u2588".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}, "bar");
var wrap = /* @__PURE__ */ __name((text, width, indent) => {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (columnsOf(longer) <= width || line.trim() === "") line = longer;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].map((it) => columnsOf(it) <= width ? it : cutEnd(it, width));
}, "wrap");

export {
  TERMINAL_WIDTH,
  columnsOf,
  clip,
  padEnd,
  padStart,
  bar,
  wrap
};
