import { plural } from "../../core/units.ts";
import type { Report } from "../model.ts";
import { type BudgetMark, budgetCounts, budgetRows, isTrouble, noteWords } from "./budget-rows.ts";
import { forbiddenRows } from "./forbidden-rows.ts";
import { blocks, code, details, openDetails, strong, table, word } from "./markdown.ts";
import { chainWords } from "./packages.ts";

export const BUDGET_ICON: Readonly<Record<BudgetMark, string>> = {
  ok: "✅",
  broken: "❌",
  warning: "⚠️",
  "not-judged": "➖",
};

/** Forbidden packages that are named; the JSON report has all. */
const FORBIDDEN = 20;

const limitTable = (report: Report): string =>
  table(
    [{ title: "Budget" }, { title: "Limit", align: "right" }, { title: "Found", align: "right" }, { title: " " }],
    budgetRows(report).map((row) => [
      code(row.name),
      row.limit,
      isTrouble(row) ? strong(row.found ?? "–") : (row.found ?? "–"),
      `${BUDGET_ICON[row.mark]} ${noteWords(row)}`.trim(),
    ]),
  );

const forbiddenTable = (report: Report): string | undefined => {
  const rows = forbiddenRows(report);
  if (rows.length === 0) return undefined;
  const left = rows.length - FORBIDDEN;
  const body = table(
    [{ title: "Forbidden" }, { title: "By" }, { title: "Why it is there" }],
    rows.slice(0, FORBIDDEN).map(({ name, pattern, why }) => [word(name), code(pattern), chainWords(why)]),
  );
  return left > 0 ? `${body}\n\n${plural(left, "more is", "more are")} not listed.` : body;
};

/** What the verdict means, and what a label has to do with it. */
const verdictWords = ({ budgets }: Report): string | undefined => {
  if (budgets?.overriddenBy !== undefined)
    return `The pull request has the label ${code(budgets.overriddenBy)}, so this is a warning and fails nothing.`;
  if (budgets?.verdict === "warn") return "`budget-mode` is `warn`, so this fails nothing.";
  if (budgets?.verdict !== "fail" || budgets.overrideLabel === undefined) return undefined;
  return `The label ${code(budgets.overrideLabel)} on the pull request makes this a warning when the job is run again.`;
};

/** The budgets when one is broken, open, or when all are kept, folded; `undefined` for the other case. */
export const budgets = (report: Report, when: "broken" | "kept"): string | undefined => {
  const { budgets } = report;
  if (budgets === undefined || (budgets.verdict === "pass") !== (when === "kept")) return undefined;
  const fold = when === "kept" ? details : openDetails;
  const body = blocks([verdictWords(report), limitTable(report), forbiddenTable(report)]);
  return fold(`💰 Budgets: ${budgetCounts(report)}`, body);
};
