import { InputError } from "../core/errors.ts";
import { type Flavor, parseFlavor, parseRule, type Rule } from "./rules/index.ts";
import { templateProblem } from "./tag-templates.ts";

/** What the lines of `tags` and `flavor` mean. */
export interface TagSettings {
  /** In the order in which their tags come. */
  readonly lines: readonly TagLine[];
  readonly flavor: Flavor;
}

export type TagLine =
  | { readonly kind: "template"; readonly line: string }
  | { readonly kind: "rule"; readonly line: string; readonly rule: Rule };

/** Templates stand where docker/metadata-action puts `type=raw`. */
const TEMPLATE_PRIORITY = 200;

/** Lines of `tags`, parsed; what can never become a tag is reported together as one `InputError` BAD_TAG. */
export function parseTagLines(tags: readonly string[], flavorLines: readonly string[] = []): TagSettings {
  const { flavor, problems } = parseFlavor(flavorLines.filter(isMeant));
  const all = [...problems];
  const lines = tags.filter(isMeant).flatMap((line) => {
    const parsed = parseTagLine(line);
    if (typeof parsed !== "string") return [parsed];
    all.push(`tags: "${line}": ${parsed}`);
    return [];
  });
  if (flavorLines.some(isMeant) && all.length === 0 && !lines.some(({ kind }) => kind === "rule")) {
    all.push(
      "flavor: it is for lines such as type=ref,event=branch, of which tags has none; add them, or leave it out",
    );
  }
  if (all.length > 0) throw new InputError("BAD_TAG", all.join("\n"));
  return { lines: lines.toSorted((a, b) => priorityOf(b) - priorityOf(a)), flavor };
}

/** False for a comment, which docker/metadata-action allows. */
const isMeant = (line: string): boolean => !line.trimStart().startsWith("#");

const priorityOf = (line: TagLine): number => (line.kind === "rule" ? line.rule.priority : TEMPLATE_PRIORITY);

/** The line, or what is wrong with it. No tag has these characters, so they tell a rule. */
const parseTagLine = (line: string): TagLine | string => {
  if (/=|\{\{/.test(line)) {
    const rule = parseRule(line);
    return typeof rule === "string" ? rule : { kind: "rule", line, rule };
  }
  return templateProblem(line) ?? { kind: "template", line };
};
