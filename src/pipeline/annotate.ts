import type { Place } from "../core/log.ts";
import { isBroken, type Report } from "../report/index.ts";
import { findingAnnotations } from "../report/render/index.ts";
import type { AnalyseOptions } from "./analyse.ts";
import { type BudgetError, tellBreaches } from "./breaches.ts";
import { findPlaces } from "./places.ts";
import type { ImagePlan } from "./plan.ts";

/** GitHub shows ten warnings of a step and drops the others silently: the rest is for budgets, and for what else has to be told. */
const MOST_FINDINGS = 7;

export interface Judged {
  readonly plan: ImagePlan;
  readonly report: Report;
}

/**
 * Tells what the change has done wrong, at the line of the flake where that can be told: new findings as warnings, broken
 * budgets as one, or as the error that the step is to fail with. Nix is asked for places only where there is something to tell.
 */
export const annotate = async (
  judged: readonly Judged[],
  options: AnalyseOptions,
): Promise<BudgetError | undefined> => {
  let breachPlace: Place | undefined;
  let left = MOST_FINDINGS;
  for (const { plan, report } of judged) {
    const annotations = findingAnnotations(report).slice(0, left);
    left -= annotations.length;
    const broken = report.budgets?.judged.some(isBroken) === true;
    if (annotations.length === 0 && !broken) continue;
    const chains = annotations.map(({ chain }) => chain);
    const places = await findPlaces(plan, chains, options);
    for (const { title, message, chain } of annotations)
      options.deps.log.warning(message, { title, ...places.along(chain) });
    if (broken) breachPlace ??= places.image;
  }
  const reports = judged.map(({ report }) => report);
  return tellBreaches(reports, options.deps.log, breachPlace);
};
