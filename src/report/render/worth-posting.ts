import { brokenByImage, isBroken } from "../budgets.ts";
import { headlineMeasure } from "../change.ts";
import type { Comparison, Report } from "../model.ts";

const FLOOR = 1_000_000;
const SHARE = 0.005;

/**
 * Whether a report is worth a new comment: a budget is broken, or one that the baseline broke is kept again; the size
 * moved by at least 1 MB and 0.5 % of the baseline (compressed when known, else unpacked), or the set of packages and
 * versions, or of errors and warnings, changed. Without a comparison only when a reader waits for one. A comment that exists is kept up to date
 * whatever this says.
 */
export const worthPosting = (report: Changeable): boolean => budgetIsNews(report) || changeIsNews(report.comparison);

type Changeable = Pick<Report, "comparison" | "budgets">;

const budgetIsNews = ({ budgets, comparison }: Changeable): boolean => {
  if (budgets === undefined) return false;
  const before = comparison?.kind === "compared" ? (comparison.brokenBudgets ?? []) : [];
  const now = brokenByImage(budgets);
  const isKept = (name: (typeof before)[number]): boolean =>
    budgets.judged.some(({ budget }) => budget === name) && !now.includes(name);
  return budgets.judged.some(isBroken) || before.some(isKept);
};

const changeIsNews = (comparison: Comparison | undefined): boolean => {
  if (comparison === undefined) return false;
  if (comparison.kind === "no-baseline") return comparison.reason !== "not-asked";
  if (comparison.identical) return false;
  if (comparison.packages.some((change) => change.kind !== "rebuilt")) return true;
  if (comparison.distribution !== undefined && comparison.distribution.length > 0) return true;
  const { new: fresh = [], resolved = [] } = comparison.findings ?? {};
  if ([...fresh, ...resolved].some(({ severity }) => severity !== "info")) return true;
  const measure = headlineMeasure(comparison.totals);
  return measure !== undefined && Math.abs(measure.change) >= Math.max(FLOOR, measure.baseline * SHARE);
};
