import type { AnnotationInputs } from "./model.ts";
import type { Problems } from "./problems.ts";

/** Where an annotation goes, as buildx and docker/metadata-action write it before the key. */
const LEVELS = /^((?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+):/;

/** Of docker/metadata-action, which renders them before anybody else reads them. */
const EXPRESSION =
  /\{\{\s*(?:branch|tag|sha|base_ref|is_default_branch|is_not_default_branch|date|commit_date)\b[^}]*\}\}/;

type Pair = readonly [string, string];

/** `KEY=VALUE` lines; of a key that is there twice the last. */
export const labels = (name: string, lines: readonly string[], problems: Problems): Readonly<Record<string, string>> =>
  Object.fromEntries(meant(lines).flatMap((line) => pairOf(name, line, problems)));

/** `[LEVEL:]KEY=VALUE` lines, by level; without one it is for manifest and index. */
export const annotations = (name: string, lines: readonly string[], problems: Problems): AnnotationInputs => {
  const all = meant(lines).flatMap((line) => {
    const levels = levelsOf(line);
    const wrong = levels.find((level) => level !== "manifest" && level !== "index");
    if (wrong !== undefined) {
      problems.add(`${name}: "${line}": ${wrong} takes no annotations here (wanted manifest: or index:, or neither)`);
    }
    return pairOf(name, line.replace(LEVELS, ""), problems).map((pair) => ({ levels, pair }));
  });
  const on = (level: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      all.filter(({ levels }) => levels.length === 0 || levels.includes(level)).map(({ pair }) => pair),
    );
  return { manifest: on("manifest"), index: on("index") };
};

const meant = (lines: readonly string[]): readonly string[] => lines.filter((line) => !line.startsWith("#"));

const levelsOf = (line: string): readonly string[] => LEVELS.exec(line)?.[1]?.split(",") ?? [];

const pairOf = (name: string, line: string, problems: Problems): readonly Pair[] => {
  const equals = line.indexOf("=");
  const key = line.slice(0, Math.max(equals, 0)).trim();
  const expression = EXPRESSION.exec(line)?.[0];
  if (key === "") problems.add(`${name}: "${line}" is no pair; expected KEY=VALUE`);
  else if (expression !== undefined) {
    problems.add(`${name}: "${line}": ${expression} is not understood here; compute it in the workflow, as \${{ … }}`);
  } else return [[key, line.slice(equals + 1).trim()]];
  return [];
};
