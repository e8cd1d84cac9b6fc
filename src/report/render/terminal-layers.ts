import { bar, clip, padEnd, padStart, TERMINAL_WIDTH, wrap } from "../../core/columns.ts";
import { formatBytes } from "../../core/units.ts";
import { visible } from "../../core/visible.ts";
import type { Report } from "../model.ts";
import { holdsWords, type LayerView, layersBySize, layerUnit, makerOf } from "./layers.ts";
import type { Paint } from "./paint.ts";

const ROWS = 12;
const BAR = 16;
/** Columns before the text of a row: indent, size, bar. */
const LEFT = 2 + 10 + 1 + BAR + 1;

/** Size and bar of a row: what stands before its text. */
const measured = (size: number, largest: number, paint: Paint): string =>
  `  ${padStart(formatBytes(size), 10)} ${paint.blue(padEnd(bar(size, largest, BAR), BAR))} `;

/** Columns before what made a layer: a command is long, and needs no bar before it. */
const INDENT = 2 + 10 + 1;
const COMMAND = TERMINAL_WIDTH - INDENT;

const makerLines = (maker: string): readonly string[] => {
  const [first = "", second, third] = wrap(clip(maker, 3 * COMMAND), COMMAND, "  ");
  if (second === undefined) return [first];
  return [first, third === undefined ? second : clip(`${second} …`, COMMAND)];
};

/** A layer, and below it what made it. */
const layerLines = (view: LayerView, largest: number, paint: Paint): readonly string[] => {
  const start = `#${view.number}${view.isNew ? " new" : ""}`;
  const text = clip(`${padEnd(start, 8)} ${holdsWords(view.layer, visible)}`, TERMINAL_WIDTH - LEFT);
  const line = `${measured(view.size, largest, paint)}${view.isNew ? paint.bold(text) : text}`;
  const maker = makerOf(view.layer);
  const below = maker === undefined ? [] : makerLines(maker);
  return [line, ...below.map((it) => " ".repeat(INDENT) + paint.dim(it))];
};

/** The largest layers, each with the store paths that fill it. */
export const terminalLayers = (report: Report, paint: Paint): readonly string[] => {
  const views = layersBySize(report);
  const largest = views[0]?.size ?? 0;
  const shown = views.slice(0, ROWS);
  return [
    paint.bold(`Layers by ${layerUnit(report)} bytes (${shown.length} of ${views.length})`),
    ...shown.flatMap((view) => layerLines(view, largest, paint)),
  ];
};
