import { checkFormat } from "./date-format.ts";

/** Text with `{{…}}` expressions, as far as docker/metadata-action documents them. */
export type Text = readonly (string | Expression)[];

export interface Expression {
  readonly name: string;
  /** Of `date` and `commit_date`, in moment's letters. */
  readonly format?: string;
  readonly timeZone?: string;
}

/** Renders an expression; `undefined` is rendered as nothing. */
export type Values = Readonly<Record<string, (expression: Expression) => string | undefined>>;

const DATES = ["date", "commit_date"];

/** What may stand in every attribute that takes text. */
export const GLOBAL_EXPRESSIONS = [
  ...["branch", "tag", "sha", "base_ref", "is_default_branch", "is_not_default_branch"],
  ...DATES,
];

const EXPRESSION = /\{\{([^{}]*)\}\}/;
const CALL = /^\s*([\w.]+)\s*(?:'([^']*)'|"([^"]*)")?\s*(?:tz=(?:'([^']*)'|"([^"]*)"))?\s*$/;

/** The text with its expressions, of which those of `allowed` are understood; a string says what is wrong. */
export function parseText(text: string, allowed: readonly string[]): Text | string {
  const parts: (string | Expression)[] = [];
  for (const [index, part] of text.split(EXPRESSION).entries()) {
    if (index % 2 === 0 && /[{}]/.test(part)) {
      return `${JSON.stringify(text)} has single or unmatched braces (wanted {{sha}} and the like; {rev} and its kind stand in lines of their own)`;
    }
    const parsed = index % 2 === 0 ? part : parseExpression(part, allowed);
    if (index % 2 === 1 && typeof parsed === "string") return parsed;
    if (parsed !== "") parts.push(parsed);
  }
  return parts;
}

/** The expression, or what is wrong with it. */
function parseExpression(text: string, allowed: readonly string[]): Expression | string {
  const [, name = text.trim(), single, double, singleZone, doubleZone] = CALL.exec(text) ?? [];
  const [format, timeZone] = [single ?? double, singleZone ?? doubleZone];
  const shown = `{{${text.trim()}}}`;
  if (!CALL.test(text) || !allowed.includes(name)) {
    return `${shown} is not understood here (understood: ${allowed.map((it) => `{{${it}}}`).join(" ")}); compute it in the workflow, as \${{ … }}`;
  }
  if (!DATES.includes(name)) {
    return format === undefined && timeZone === undefined ? { name } : `${shown}: {{${name}}} takes no argument`;
  }
  if (format === undefined) return `${shown} has no format (wanted, for example, {{${name} 'YYYYMMDD'}})`;
  const problem = checkFormat(format, timeZone);
  return problem === undefined ? { name, format, timeZone: timeZone ?? "UTC" } : `${shown}: ${problem}`;
}

export const renderText = (text: Text, values: Values): string =>
  text.map((part) => (typeof part === "string" ? part : (values[part.name]?.(part) ?? ""))).join("");

/** True for `{{name}}` and nothing else. */
export const isOnly = (text: Text, name: string): boolean => {
  const [part, ...more] = text;
  return more.length === 0 && typeof part === "object" && part.name === name;
};

/** True when the expression stands somewhere in the text. */
export const mentions = (text: Text, name: string): boolean =>
  text.some((part) => typeof part === "object" && part.name === name);
