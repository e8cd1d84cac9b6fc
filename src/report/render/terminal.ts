import { clip, padEnd, padStart, TERMINAL_WIDTH, wrap } from "../../core/columns.ts";
import { shortDigest } from "../../core/digest.ts";
import type { Report } from "../model.ts";
import { noBaselineWords, shortRevision } from "./baseline-words.ts";
import { verdict } from "./headline.ts";
import { type Paint, paintFor } from "./paint.ts";
import { terminalBudgets } from "./terminal-budgets.ts";
import { terminalChange } from "./terminal-change.ts";
import { terminalConfig } from "./terminal-config.ts";
import { terminalDistribution } from "./terminal-distribution.ts";
import { terminalFiles } from "./terminal-files.ts";
import { terminalFindings } from "./terminal-findings.ts";
import { terminalLayers } from "./terminal-layers.ts";
import { terminalReclaimable } from "./terminal-reclaimable.ts";
import { terminalStorePaths } from "./terminal-store-paths.ts";
import { ownTotals } from "./totals-rows.ts";

const head = (report: Report, paint: Paint): readonly string[] => {
  const { image } = report;
  const built = image.revision === undefined ? (image.dirty ? "dirty tree" : undefined) : shortRevision(image.revision);
  const facts = [image.platform, built, `image ID ${shortDigest(image.configDigest)}`];
  const shown = facts.filter((fact) => fact !== undefined).map((fact) => clip(fact, 24));
  return [paint.bold(`${clip(image.name, 30)}  ${verdict(report, (text) => text)}`), paint.dim(shown.join(" · "))];
};

const totals = (report: Report): readonly string[] =>
  ownTotals(report, (name) => clip(name, 50)).map(([title, value]) => `  ${padEnd(title, 26)}${padStart(value, 12)}`);

const withoutComparison = (report: Report): readonly string[] => {
  const { comparison } = report;
  const none = comparison?.kind === "no-baseline" ? comparison : undefined;
  const words = noBaselineWords(none);
  const told = none?.detail === undefined ? words : `${words.slice(0, -1)} (${clip(none.detail, 200)}).`;
  return [...totals(report), "", ...wrap(told, TERMINAL_WIDTH, "")];
};

const change = (report: Report, paint: Paint): readonly string[] =>
  report.comparison?.kind === "compared" ? terminalChange(report, report.comparison, paint) : withoutComparison(report);

/** A report for a terminal of 80 columns; escape sequences are only our own, and only when colours are asked for. */
export const renderTerminal = (report: Report, options: { readonly colour: boolean }): string => {
  const paint = paintFor(options.colour);
  const parts = [
    head(report, paint),
    change(report, paint),
    terminalDistribution(report, paint),
    report.comparison?.kind === "compared" ? terminalConfig(report.comparison, paint) : [],
    terminalFindings(report, paint),
    terminalBudgets(report, paint),
    terminalLayers(report, paint),
    terminalStorePaths(report, paint),
    terminalFiles(report, paint),
    terminalReclaimable(report, paint),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join("\n"))
    .join("\n\n")}\n`;
};
