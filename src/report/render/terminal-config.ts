import { clip, columnsOf, padEnd, TERMINAL_WIDTH } from "../../core/columns.ts";
import { visible } from "../../core/visible.ts";
import type { Compared, ConfigChange } from "../model.ts";
import { configChanges, shownValues } from "./config.ts";
import type { Paint } from "./paint.ts";

const ROWS = 10;
const FIELD = 24;
const INDENT = " ".repeat(6);

/** Both values on one line where they fit, else one below the other: what differs may stand at their ends. */
const rowsOf = (change: ConfigChange): readonly string[] => {
  const { field } = change;
  const [before, after] = shownValues(change, TERMINAL_WIDTH - INDENT.length - 2).map((text) => text && visible(text));
  const line = `  ~ ${padEnd(clip(field, FIELD), FIELD)} ${before ?? "–"} → ${after ?? "–"}`;
  if (columnsOf(line) <= TERMINAL_WIDTH) return [line];
  const side = (mark: string, text: string | undefined): readonly string[] =>
    text === undefined ? [] : [clip(`${INDENT}${mark} ${text}`, TERMINAL_WIDTH)];
  return [clip(`  ~ ${field}`, TERMINAL_WIDTH), ...side("−", before), ...side("+", after)];
};

/** What a container is started with that differs. */
export const terminalConfig = (compared: Compared, paint: Paint): readonly string[] => {
  const changes = configChanges(compared);
  if (changes.length === 0) return [];
  const left = changes.length - ROWS;
  return [
    paint.bold("Configuration"),
    ...changes.slice(0, ROWS).flatMap(rowsOf),
    ...(left > 0 ? [`  … ${left} more`] : []),
  ];
};
