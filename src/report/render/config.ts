import { plural } from "../../core/units.ts";
import type { Compared, ConfigChange } from "../model.ts";
import { withoutHashes } from "../text.ts";
import { code, details, table } from "./markdown.ts";

const ROWS = 40;
/** Characters of a value. */
const LONGEST = 120;

export const configChanges = ({ config = [] }: Compared): readonly ConfigChange[] => config;

/** What both values begin with is cut down to this where they are long. */
const CONTEXT = 20;

const commonLength = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
};

/** Both values without hashes; of long ones the part that differs, since it may stand at the end of a long PATH. */
export const shownValues = (
  { baseline, current }: ConfigChange,
  width: number,
): readonly [baseline: string | undefined, current: string | undefined] => {
  const [before, after] = [baseline, current].map((text) => (text === undefined ? undefined : withoutHashes(text)));
  if (before === undefined || after === undefined || Math.max(before.length, after.length) <= width)
    return [before, after];
  const from = commonLength(before, after) - CONTEXT;
  const fromDifference = (text: string): string =>
    from <= 0 ? text : `…${text.slice(from).replace(/^[\udc00-\udfff]/, "")}`;
  return [fromDifference(before), fromDifference(after)];
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
