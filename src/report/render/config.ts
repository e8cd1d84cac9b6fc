import { startOfDifference } from "../../core/first-difference.ts";
import { plural } from "../../core/units.ts";
import type { Compared, ConfigChange } from "../model.ts";
import { withoutHashes } from "../text.ts";
import { code, details, table } from "./markdown.ts";

const ROWS = 40;
/** Characters of a value. */
const LONGEST = 120;

export const configChanges = ({ config = [] }: Compared): readonly ConfigChange[] => config;

/** Both values without hashes; of long ones the part that differs, since it may stand at the end of a long PATH. */
export const shownValues = (
  { baseline, current }: ConfigChange,
  width: number,
): readonly [baseline: string | undefined, current: string | undefined] => {
  const [before, after] = [baseline, current].map((text) => (text === undefined ? undefined : withoutHashes(text)));
  if (before === undefined || after === undefined) return [before, after];
  const start = startOfDifference(before, after, width);
  return start === 0 ? [before, after] : [`…${before.slice(start)}`, `…${after.slice(start)}`];
};

const value = (text: string | undefined): string => (text === undefined ? "–" : code(text, LONGEST));

/** What a container is started with that differs, folded. */
export const configTable = (compared: Compared): string | undefined => {
  const changes = configChanges(compared);
  if (changes.length === 0) return undefined;
  const rows = changes.slice(0, ROWS).map((change) => [code(change.field), ...shownValues(change, LONGEST).map(value)]);
  const left = changes.length - ROWS;
  const rest = left > 0 ? `\n\n${plural(left, "more is", "more are")} not listed.` : "";
  return details(
    `⚙️ Configuration: ${plural(changes.length, "field")} changed`,
    table([{ title: "Field" }, { title: "base" }, { title: "now" }], rows) + rest,
  );
};
