import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { truthy } from "@actions/expressions/result";

/** What `${{ }}` can see, by context name (`github`, `env`, `steps`, …). */
export type Contexts = Readonly<Record<string, unknown>>;

const STATUS_FUNCTIONS = ["success", "failure", "always", "cancelled"] as const;
const STATUS_CALL = new RegExp(`\\b(${STATUS_FUNCTIONS.join("|")})\\s*\\(`, "i");
const EXPRESSION = /\$\{\{([\s\S]*?)\}\}/g;

/**
 * `text` with every `${{ }}` replaced by its value, by GitHub's own parser and evaluator. Throws on an unknown context or
 * function (`hashFiles` is one here).
 */
export const interpolate = (text: string, contexts: Contexts): string =>
  text.replace(EXPRESSION, (_, expression: string) => evaluate(expression, contexts, false).coerceString());

/**
 * Whether a step with this `if` or `post-if` runs. As on GitHub, a condition that asks no status function holds only as
 * long as the job has not failed.
 */
export function isMet(condition: string, contexts: Contexts, jobFailed: boolean): boolean {
  const bare = condition.replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, "$1");
  const asked = STATUS_CALL.test(bare) ? bare : `success() && (${bare})`;
  return truthy(evaluate(asked, contexts, jobFailed));
}

function evaluate(expression: string, contexts: Contexts, jobFailed: boolean): data.ExpressionData {
  const values = { success: !jobFailed, failure: jobFailed, always: true, cancelled: false };
  const functions = STATUS_FUNCTIONS.map((name) => {
    return { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(values[name]) };
  });
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const named = new Map(functions.map((definition) => [definition.name, definition]));
  return new Evaluator(tree, toDictionary(contexts), named).evaluate();
}

const toDictionary = (value: object): data.Dictionary =>
  new data.Dictionary(...Object.entries(value).map(([key, child]) => ({ key, value: toData(child) })));

function toData(value: unknown): data.ExpressionData {
  if (value === undefined || value === null) return new data.Null();
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  return toDictionary(value);
}
