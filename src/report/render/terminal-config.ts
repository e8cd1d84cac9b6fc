import { clip, padEnd, TERMINAL_WIDTH } from "../../core/columns.ts";
import type { Compared } from "../model.ts";
import { withoutHashes } from "../text.ts";
import { configChanges } from "./config.ts";
import type { Paint } from "./paint.ts";

const ROWS = 10;
const FIELD = 24;

/** What a container is started with that differs. */
export const terminalConfig = (compared: Compared, paint: Paint): readonly string[] => {
  const changes = configChanges(compared);
  if (changes.length === 0) return [];
  const left = changes.length - ROWS;
  const side = Math.floor((TERMINAL_WIDTH - FIELD - 8) / 2);
  return [
    paint.bold("Configuration"),
    ...changes.slice(0, ROWS).map(({ field, baseline, current }) => {
      const [before, after] = [baseline, current].map((text) =>
        text === undefined ? "–" : clip(withoutHashes(text), side),
      );
      return `  ~ ${padEnd(clip(field, FIELD), FIELD)} ${before} → ${after}`;
    }),
    ...(left > 0 ? [`  … ${left} more`] : []),
  ];
};
