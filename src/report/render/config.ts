import { plural } from "../../core/units.ts";
import type { Compared, ConfigChange } from "../model.ts";
import { withoutHashes } from "../text.ts";
import { code, details, table } from "./markdown.ts";

const ROWS = 40;

export const configChanges = ({ config = [] }: Compared): readonly ConfigChange[] => config;

const value = (text: string | undefined): string => (text === undefined ? "–" : code(withoutHashes(text), 120));

/** What a container is started with that differs, folded. */
export const configTable = (compared: Compared): string | undefined => {
  const changes = configChanges(compared);
  if (changes.length === 0) return undefined;
  const rows = changes
    .slice(0, ROWS)
    .map(({ field, baseline, current }) => [code(field), value(baseline), value(current)]);
  const left = changes.length - ROWS;
  const rest = left > 0 ? `\n\n${plural(left, "more is", "more are")} not listed.` : "";
  return details(
    `⚙️ Configuration: ${plural(changes.length, "field")} changed`,
    table([{ title: "Field" }, { title: "base" }, { title: "now" }], rows) + rest,
  );
};
