import { EXIT, KnownError } from "../core/errors.ts";
import type { Log, Place } from "../core/log.ts";
import type { Report } from "../report/index.ts";
import { breachAdvice, breachLines } from "../report/render/index.ts";

/** A budget is broken, and is set to fail. */
export class BudgetError extends KnownError {
  override readonly code = "BUDGET";
  override readonly exitCode = EXIT.budget;
  /** Where the image is written down. */
  readonly place: Place | undefined;

  constructor(message: string, place: Place | undefined) {
    super(message);
    this.place = place;
  }
}

/** The error for budgets that fail, to be thrown once everything has been written; those that warn are told at once. */
export const tellBreaches = (reports: readonly Report[], log: Log, place?: Place): BudgetError | undefined => {
  const lines = breachLines(reports);
  if (lines.length === 0) return undefined;
  const message = [...lines, breachAdvice(reports)].join("\n");
  if (reports.some(({ budgets }) => budgets?.verdict === "fail")) return new BudgetError(message, place);
  log.warning(message, place);
  return undefined;
};
