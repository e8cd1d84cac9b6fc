import { visible } from "../../core/visible.ts";
import type { Report } from "../model.ts";
import { type BudgetRow, budgetRows, isTrouble } from "./budget-rows.ts";
import { elide } from "./chain.ts";
import { type ForbiddenRow, forbiddenRows } from "./forbidden-rows.ts";

/** Forbidden packages of an image that are named. */
const FORBIDDEN = 10;

/** A line for each broken budget: which image, what was found, what was wanted. */
export const breachLines = (reports: readonly Report[]): readonly string[] =>
  reports.flatMap((report) => {
    const broken = budgetRows(report).filter(isTrouble);
    const title = titleOf(report, reports);
    return broken.flatMap((row) =>
      row.name === "forbid-packages" ? forbidden(title, report) : [limit(title, row, report)],
    );
  });

const titleOf = ({ image }: Report, reports: readonly Report[]): string =>
  visible(reports.length === 1 ? image.name : `${image.name} ${image.platform}`);

const limit = (title: string, { name, limit, found, note, advice }: BudgetRow, report: Report): string => {
  const wanted = `wanted: at most ${limit}`;
  if (found !== undefined) return `${title}: ${name}: ${found} (${wanted}; ${note})`;
  return `${title}: ${name}: ${note}${detail(report)} (${wanted})${advice === undefined ? "" : `; ${advice}`}`;
};

/** Why there is no baseline, in the words of whoever could not get it. */
const detail = ({ comparison }: Report): string =>
  comparison?.kind === "no-baseline" && comparison.detail !== undefined ? ` (${visible(comparison.detail)})` : "";

const forbidden = (title: string, report: Report): readonly string[] => {
  const rows = forbiddenRows(report);
  const left = rows.length - FORBIDDEN;
  return [
    ...rows.slice(0, FORBIDDEN).map((row) => `${title}: forbid-packages: ${foundPackage(row)}`),
    ...(left > 0 ? [`${title}: forbid-packages: and ${left} more; the report lists all`] : []),
  ];
};

const foundPackage = ({ name, pattern, why }: ForbiddenRow): string => {
  const via = why === undefined || why.length === 0 ? "" : `, via ${visible(elide(why).join(" → "))}`;
  return `${visible(name)} is in the image${via} (wanted: nothing that fits ${visible(pattern)})`;
};

/** What to do about broken budgets, or why nothing has to be done. */
export const breachAdvice = (reports: readonly Report[]): string => {
  const sections = reports.flatMap(({ budgets }) => budgets ?? []);
  const overridden = sections.find(({ overriddenBy }) => overriddenBy !== undefined)?.overriddenBy;
  if (overridden !== undefined)
    return `The pull request has the label ${JSON.stringify(overridden)}, so this is a warning and fails nothing.`;
  if (sections.every(({ verdict }) => verdict !== "fail")) return "budget-mode is warn, so this fails nothing.";
  const label = sections.find(({ verdict }) => verdict === "fail")?.overrideLabel;
  const byLabel =
    label === undefined ? "" : `, or put the label ${JSON.stringify(label)} on the pull request and run the job again`;
  return `The report says what takes the space and what grew: take it out, or raise the limit${byLabel}.`;
};
