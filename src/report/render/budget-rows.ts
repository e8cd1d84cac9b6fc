import { limitKind } from "../../core/budgets.ts";
import { formatBytes, formatLimit, plural } from "../../core/units.ts";
import { isBroken } from "../budgets.ts";
import type { JudgedBudget, JudgedLimit, JudgedPackages, Report, ReportBudgets } from "../model.ts";
import { reasonWords } from "./budget-reasons.ts";

/** How a budget came out, as far as a reader cares; a warning is broken and fails nothing. */
export type BudgetMark = "ok" | "broken" | "warning" | "not-judged";

/** One budget in words, all of them our own. */
export interface BudgetRow {
  readonly name: JudgedBudget["budget"];
  readonly mark: BudgetMark;
  readonly limit: string;
  /** `undefined` when there is no number. */
  readonly found: string | undefined;
  /** By how much the limit is exceeded, or why nothing is judged; "" when there is nothing to say. */
  readonly note: string;
  /** What to do about a number that is missing. */
  readonly advice?: string;
}

/** The budgets of a report, in their order; none when none is set. */
export const budgetRows = ({ budgets }: Report): readonly BudgetRow[] =>
  (budgets?.judged ?? []).map((judged) => ({ ...rowOf(judged), mark: markOf(judged, budgets?.verdict) }));

const markOf = (judged: JudgedBudget, verdict: ReportBudgets["verdict"] | undefined): BudgetMark => {
  if (isBroken(judged)) return verdict === "warn" ? "warning" : "broken";
  return judged.outcome === "ok" ? "ok" : "not-judged";
};

const rowOf = (judged: JudgedBudget): Omit<BudgetRow, "mark"> =>
  judged.budget === "forbid-packages" ? packagesRow(judged) : limitRow(judged);

/** Of a distribution, which has no store path. */
const isListed = ({ path }: JudgedPackages["packages"][number]): boolean => path === undefined;

const packagesRow = ({ budget, patterns, packages }: JudgedPackages): Omit<BudgetRow, "mark"> => ({
  name: budget,
  limit: plural(patterns.length, "pattern"),
  found: packages.length === 0 ? "none" : plural(packages.length, packages.some(isListed) ? "package" : "store path"),
  note: "",
});

const limitRow = (judged: JudgedLimit): Omit<BudgetRow, "mark"> => {
  const { budget, limit, actual } = judged;
  return {
    name: budget,
    limit: inUnit(judged, limit, formatLimit),
    found: actual === undefined ? undefined : inUnit(judged, actual, formatBytes),
    ...(actual === undefined ? reasonWords(judged) : { note: actual > limit ? excess(judged, actual - limit) : "" }),
  };
};

const inUnit = ({ budget }: JudgedLimit, value: number, bytes: (bytes: number) => string): string => {
  switch (limitKind(budget).unit) {
    case "bytes":
      return budget === "max-increase" ? signed(value, bytes) : bytes(value);
    case "percent":
      return `${signed(value, String)} %`;
    case "layers":
      return plural(value, "layer");
  }
};

const signed = (value: number, words: (value: number) => string): string =>
  `${value === 0 ? "±" : value > 0 ? "+" : "−"}${words(Math.abs(value))}`;

/** Sizes are rounded for reading, so the excess tells a limit that was missed by a few bytes. */
const excess = ({ budget }: JudgedLimit, by: number): string => {
  switch (limitKind(budget).unit) {
    case "bytes":
      return `${formatBytes(by)} too much`;
    case "percent":
      return "too much";
    case "layers":
      return `${by} too many`;
  }
};

/** What is said of a budget, with what to do. */
export const noteWords = ({ note, advice }: BudgetRow): string => (advice === undefined ? note : `${note}; ${advice}`);

/** True for what fails or warns. */
export const isTrouble = ({ mark }: BudgetRow): boolean => mark === "broken" || mark === "warning";

/** `1 failed, 2 ok, 1 not judged`: those that there are. What is broken and only warns has not failed. */
export const budgetCounts = (report: Report): string => {
  const rows = budgetRows(report);
  const count = (words: string, ...marks: readonly BudgetMark[]): string => {
    const found = rows.filter(({ mark }) => marks.includes(mark)).length;
    return found === 0 ? "" : `${found} ${words}`;
  };
  return [count("failed", "broken"), count("broken", "warning"), count("ok", "ok"), count("not judged", "not-judged")]
    .filter((text) => text !== "")
    .join(", ");
};

/** What the heading says of the budgets, `budget 200 MB` with its mark; `undefined` when it has nothing to say. */
export const budgetHeadline = (report: Report): { readonly words: string; readonly mark: BudgetMark } | undefined => {
  const rows = budgetRows(report);
  const broken = rows.filter(isTrouble);
  const size = rows.find(({ name }) => name === "max-size");
  const speaker = size !== undefined && (broken.length === 0 || broken.includes(size)) ? size : undefined;
  if (speaker !== undefined) return { words: `budget ${speaker.limit}`, mark: speaker.mark };
  const [first] = broken;
  return first === undefined
    ? undefined
    : { words: `${broken.length} of ${plural(rows.length, "budget")}`, mark: first.mark };
};
