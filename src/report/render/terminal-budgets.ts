import { clip, padEnd, padStart, TERMINAL_WIDTH, wrap } from "../../core/columns.ts";
import { visible } from "../../core/visible.ts";
import type { Report } from "../model.ts";
import { type BudgetMark, type BudgetRow, budgetCounts, budgetRows, noteWords } from "./budget-rows.ts";
import { elide } from "./chain.ts";
import { type ForbiddenRow, forbiddenRows } from "./forbidden-rows.ts";
import type { Paint } from "./paint.ts";

const SIGN: Readonly<Record<BudgetMark, string>> = { ok: "✓", broken: "✗", warning: "!", "not-judged": "–" };

/** Forbidden packages that are named; the JSON report has all. */
const FORBIDDEN = 10;

const INDENT = " ".repeat(6);

const paintMark = (paint: Paint, mark: BudgetMark, text: string): string =>
  mark === "ok" ? paint.green(text) : mark === "not-judged" ? paint.dim(text) : paint.red(text);

const budgetLines = (row: BudgetRow, paint: Paint): readonly string[] => {
  const { name, mark, limit, found = "–" } = row;
  const note = noteWords(row);
  const left = `  ${SIGN[mark]} ${padEnd(name, 22)}${padStart(found, 13)} of ${padEnd(limit, 11)}`;
  const oneLine = `${left} ${note}`.trimEnd();
  if (oneLine.length <= TERMINAL_WIDTH) return [paintMark(paint, mark, oneLine)];
  const notes = wrap(note, TERMINAL_WIDTH - INDENT.length, "").map((line) => INDENT + line);
  return [paintMark(paint, mark, left.trimEnd()), ...notes];
};

const forbiddenLine = ({ name, pattern, why = [] }: ForbiddenRow): string => {
  const via = why.length === 0 ? "" : ` via ${elide(why).map(visible).join(" → ")}`;
  return clip(`${INDENT}${clip(name, 40)} (${clip(pattern, 24)})${via}`, TERMINAL_WIDTH);
};

const label = ({ budgets }: Report): readonly string[] =>
  budgets?.overriddenBy === undefined ? [] : [`  The label ${clip(budgets.overriddenBy, 40)} makes this a warning.`];

/** What became of the budgets, none when none is set. */
export const terminalBudgets = (report: Report, paint: Paint): readonly string[] => {
  const rows = budgetRows(report);
  if (rows.length === 0) return [];
  const forbidden = forbiddenRows(report);
  const left = forbidden.length - FORBIDDEN;
  return [
    paint.bold(`Budgets: ${budgetCounts(report)}`),
    ...rows.flatMap((row) => budgetLines(row, paint)),
    ...forbidden.slice(0, FORBIDDEN).map(forbiddenLine),
    ...(left > 0 ? [`${INDENT}and ${left} more`] : []),
    ...label(report),
  ];
};
