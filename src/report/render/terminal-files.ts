import { clip, padStart, TERMINAL_WIDTH } from "../../core/columns.ts";
import { formatBytes } from "../../core/units.ts";
import type { Report } from "../model.ts";
import { withoutStore } from "../text.ts";
import type { Paint } from "./paint.ts";

const ROWS = 6;

/** The largest files, each with the layer that has it. */
export const terminalFiles = ({ largestFiles }: Report, paint: Paint): readonly string[] => {
  const shown = largestFiles.slice(0, ROWS);
  if (shown.length === 0) return [];
  return [
    paint.bold("Largest files"),
    ...shown.map(({ path, size, layer }) =>
      clip(`${padStart(formatBytes(size), 10)} ${padStart(`#${layer + 1}`, 5)}  ${withoutStore(path)}`, TERMINAL_WIDTH),
    ),
  ];
};
