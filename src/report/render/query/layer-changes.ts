import { clip, padEnd, padStart, TERMINAL_WIDTH } from "../../../core/columns.ts";
import { formatBytes } from "../../../core/units.ts";
import type { LayerChange, LayerChanges } from "../../../image/index.ts";
import type { Report } from "../../model.ts";
import { type Paint, paintFor } from "../paint.ts";
import { countWords, fileWords, page, shortPath, sizeColumn, titleLine } from "./page.ts";

const SIGNS: Readonly<Record<LayerChange["kind"], string>> = { added: "A", changed: "M", removed: "D" };

const paintSign = (kind: LayerChange["kind"], paint: Paint): string => {
  switch (kind) {
    case "added":
      return paint.green(SIGNS[kind]);
    case "changed":
      return paint.blue(SIGNS[kind]);
    case "removed":
      return paint.red(SIGNS[kind]);
  }
};

/** Bytes of the layers below that the change hides, in words. */
const beforeWords = ({ kind, contentSize, before, sameContent }: LayerChange): string => {
  if (kind === "removed") return "whiteout";
  if (kind === "added" || contentSize + before === 0) return "";
  return sameContent ? "same content" : `was ${formatBytes(before)}`;
};

const NAME = TERMINAL_WIDTH - 41;

const changeLine = (change: LayerChange, paint: Paint): string => {
  const { kind, path, directory, files, contentSize, before } = change;
  const size = sizeColumn(kind === "removed" ? before : contentSize);
  const name = directory ? `${shortPath(path, NAME - 1)}/` : shortPath(path, NAME);
  const count = directory ? fileWords(files) : "";
  return `  ${paintSign(kind, paint)}${size}  ${padEnd(name, NAME)} ${padEnd(count, 10)} ${clip(beforeWords(change), 13)}`;
};

const totalLines = (changes: LayerChanges, paint: Paint): readonly string[] => {
  const { added, changed, removed, sameContent, repeated } = changes;
  const line = (kind: LayerChange["kind"], files: number, bytes: number, note: string): string =>
    `  ${paintSign(kind, paint)} ${padEnd(kind, 9)}${padStart(fileWords(files), 14)}${sizeColumn(bytes, 12)}  ${note}`;
  const same = sameContent === 0 ? "" : `; ${formatBytes(sameContent)} the same again`;
  return [
    line("added", added.files, added.contentSize, ""),
    line("changed", changed.files, changed.contentSize, `${formatBytes(changed.before)} before${same}`),
    line("removed", removed.files, removed.before, "still pulled with the layers below"),
    ...(repeated === 0 ? [] : [`  ${formatBytes(repeated)} stand twice in the layer itself`]),
  ];
};

/** What a layer does to those below it, heaviest first, for a terminal of 80 columns. */
export const renderLayerChanges = (
  report: Report,
  { layer, path }: { readonly layer: number; readonly path: string },
  { changes, colour }: { readonly changes: LayerChanges; readonly colour: boolean },
): string => {
  const paint = paintFor(colour);
  const title = `layer #${layer} of ${report.layers.length}, ${path}`;
  const rows = changes.changes.map((change) => changeLine(change, paint));
  const head = paint.bold(`Heaviest first ${countWords(rows.length, changes.changeCount)}`);
  return page([
    [titleLine(report, title, paint), ...totalLines(changes, paint)],
    rows.length === 0 ? [] : [head, ...rows],
  ]);
};
