import { formatBytes, formatChange, formatPercentChange } from "../../core/units.ts";
import { headlineMeasure } from "../change.ts";
import type { Compared, Report } from "../model.ts";
import { budgetHeadline } from "./budget-rows.ts";
import { BUDGET_ICON } from "./budgets.ts";
import { code, strong } from "./markdown.ts";

/** `221.3 MB compressed`, or unpacked when nobody counted the compressed bytes. */
const sizeWords = ({ totals }: Report): string =>
  totals.compressedSize === undefined
    ? `${formatBytes(totals.contentSize)} unpacked`
    : `${formatBytes(totals.compressedSize)} compressed`;

const change = (report: Report, compared: Compared, strong: (text: string) => string): string => {
  const measure = headlineMeasure(compared.totals);
  if (compared.identical) return `unchanged · ${sizeWords(report)}`;
  if (measure === undefined || measure.change === 0)
    return `${measure === undefined ? "changed" : "same size"} · ${sizeWords(report)}`;
  const percent = formatPercentChange(measure.baseline, measure.current);
  const share = percent === undefined ? "" : ` (${percent})`;
  return `${strong(formatChange(measure.change))}${share} → ${formatBytes(measure.current)} ${measure.unit}`;
};

/** How much the image grew, and to what; its size alone without a comparison. */
export const verdict = (report: Report, strong: (text: string) => string): string =>
  report.comparison?.kind === "compared" ? change(report, report.comparison, strong) : sizeWords(report);

const budget = (report: Report): string => {
  const found = budgetHeadline(report);
  return found === undefined ? "" : ` · ${found.words} ${BUDGET_ICON[found.mark]}`;
};

/** The heading of an image in Markdown. */
export const headline = (report: Report): string =>
  `### 📦 ${code(report.image.name)} ${verdict(report, strong)}${budget(report)} <sub>${code(report.image.platform)}</sub>`;
