import { shortDigest } from "../../../core/digest.ts";
import { headlineMeasure } from "../../change.ts";
import type { Compared, Report } from "../../model.ts";
import type { TrendPoint } from "../../trend.ts";
import { INEXACT, noBaselineWords, shortRevision, sourceWords } from "../baseline-words.ts";
import { budgetHeadline } from "../budget-rows.ts";
import { countWords, sortFindings } from "../finding-words.ts";
import { verdict } from "../headline.ts";
import { inputWords } from "../input-words.ts";
import { layerUnit } from "../layers.ts";
import { comparedTotals, ownTotals, type TotalsRow } from "../totals-rows.ts";
import { whySentence } from "../why-sentence.ts";
import { pageChange } from "./page-change.ts";
import type { PageFact, PageImage } from "./page-data.ts";
import { pageFindings } from "./page-findings.ts";
import { pageLayers } from "./page-layers.ts";
import { pageBudgets, pageConfig, pageConfigChanges, pageDistribution, pageFiles, pageWaste } from "./page-lists.ts";
import { pageTrend } from "./page-trend.ts";
import { pageWord } from "./page-word.ts";
import { MARKED, type Rich, richOf } from "./rich.ts";
import { numberPaths, storeColumns } from "./store-columns.ts";

/** One image of the page. */
export const pageImage = (report: Report, trend: readonly TrendPoint[]): PageImage => {
  const numbers = numberPaths(report);
  const compared = report.comparison?.kind === "compared" ? report.comparison : undefined;
  const budget = budgetHeadline(report);
  const distribution = pageDistribution(report);
  const waste = pageWaste(report);
  const sizes = pageTrend(report, trend);
  return {
    ...{ name: pageWord(report.image.name), platform: pageWord(report.image.platform) },
    ...{ verdict: richOf(verdict(report, MARKED.strong)), why: why(report, compared) },
    ...(compared === undefined ? {} : changeFacts(compared)),
    ...(budget === undefined ? {} : { budget }),
    ...{ findingCounts: countWords(sortFindings(report)), facts: facts(report, compared) },
    totals: compared === undefined ? ownRows(report) : comparedTotals(report, compared),
    ...{ store: storeColumns(report, numbers), layers: pageLayers(report), layerUnit: layerUnit(report) },
    ...(compared === undefined ? {} : { change: pageChange(compared, numbers) }),
    ...{ findings: pageFindings(report, numbers), files: pageFiles(report, numbers) },
    ...{ config: pageConfig(report), configChanges: pageConfigChanges(report), budgets: pageBudgets(report) },
    ...(waste === undefined ? {} : { waste }),
    ...(distribution === undefined ? {} : { distribution }),
    ...(sizes === undefined ? {} : { trend: sizes }),
  };
};

const why = ({ comparison }: Report, compared: Compared | undefined): Rich => {
  if (compared !== undefined) return richOf(whySentence(compared, MARKED));
  const none = comparison?.kind === "no-baseline" ? comparison : undefined;
  return richOf(noBaselineWords(none) + (none?.detail === undefined ? "" : ` ${MARKED.name(none.detail)}`));
};

const changeFacts = (compared: Compared): Pick<PageImage, "direction" | "inputs" | "warning"> => {
  const inputs = inputWords(compared.inputs, MARKED);
  const change = compared.identical ? 0 : (headlineMeasure(compared.totals)?.change ?? 0);
  return {
    direction: change > 0 ? 1 : change < 0 ? -1 : 0,
    ...(inputs === undefined ? {} : { inputs: richOf(inputs) }),
    ...(compared.baseline.exact ? {} : { warning: INEXACT }),
  };
};

const ownRows = (report: Report): readonly TotalsRow[] =>
  ownTotals(report, pageWord).map(([title, value]) => ({
    title,
    baseline: undefined,
    current: value,
    change: undefined,
  }));

const baselineFact = ({ baseline }: Compared): string => {
  const at = baseline.revision === undefined ? pageWord(baseline.name) : shortRevision(pageWord(baseline.revision));
  return `${at}, ${sourceWords(baseline)}`;
};

const revisionOf = ({ image }: Report): string | undefined => {
  if (image.revision !== undefined) return shortRevision(pageWord(image.revision));
  return image.dirty ? "uncommitted changes" : undefined;
};

const facts = (report: Report, compared: Compared | undefined): readonly PageFact[] =>
  [
    { label: "revision", value: revisionOf(report) },
    { label: "baseline", value: compared === undefined ? undefined : baselineFact(compared) },
    { label: "image ID", value: shortDigest(report.image.configDigest) },
    { label: "source", value: pageWord(report.image.source) },
  ].filter((fact): fact is PageFact => fact.value !== undefined);
