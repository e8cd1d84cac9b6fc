import type { Compared, Report } from "../model.ts";
import type { TrendPoint } from "../trend.ts";
import { INEXACT, noBaselineWords, shortRevision, sourceWords } from "./baseline-words.ts";
import { budgets } from "./budgets.ts";
import { causeDiagram } from "./cause-diagram.ts";
import type { Style } from "./cause-sentence.ts";
import { configTable } from "./config.ts";
import { distributionTable } from "./distribution.ts";
import { findingsCallout, findingsDetails } from "./findings.ts";
import { headline } from "./headline.ts";
import { inputWords } from "./input-words.ts";
import { largest, largestFiles } from "./largest.ts";
import { layerTable } from "./layers.ts";
import { blocks, code, details, link, strong, word } from "./markdown.ts";
import { allChanges, packageTable, showsAll } from "./packages.ts";
import { reclaimable } from "./reclaimable.ts";
import { comparedTotalsTable, ownTotalsTable } from "./totals.ts";
import { trendLine } from "./trend.ts";
import { whySentence } from "./why-sentence.ts";

/** How much of each table is shown, and what the page around it is. */
export interface Extent {
  /** Title of the column with this image's numbers. */
  readonly current: string;
  readonly packages: number;
  readonly changes: number;
  readonly layers: number;
  readonly storePaths: number;
  readonly files: number;
  /** Findings with their fix. */
  readonly findings: number;
  /** Whether it may have pictures, which are drawn slowly and not at all in mail. */
  readonly diagrams: boolean;
  /** Sizes at the commits of the default branch, oldest first; none draw no line. */
  readonly trend: readonly TrendPoint[];
}

/** Where a rendering comes from; all optional, all end in the footer. */
export interface Origin {
  /** Address of the artifact that holds the report. */
  readonly artifactUrl?: string | undefined;
  readonly runUrl?: string | undefined;
  /** Commit that the image was built from. */
  readonly headRevision?: string | undefined;
}

const MARKDOWN: Style = { name: code, word, strong };

const why = (compared: Compared): string => `**Why:** ${whySentence(compared, MARKDOWN)}`;

const inputs = (compared: Compared): string | undefined => {
  const words = inputWords(compared.inputs, MARKDOWN);
  return words === undefined ? undefined : `**Inputs:** ${words}`;
};

const baselineWords = ({ baseline }: Compared): string => {
  const at = baseline.revision === undefined ? code(baseline.name) : code(shortRevision(baseline.revision));
  // What a ready image was made from is not known: its file merely lies in a folder of that commit.
  const isBaseCommit = baseline.exact && baseline.revision !== undefined && baseline.source !== "image";
  const exact = isBaseCommit ? "exact base commit " : "";
  return `baseline: ${exact}${at}, ${sourceWords(baseline)}`;
};

const warning = ({ baseline }: Compared): string | undefined =>
  baseline.exact ? undefined : `> [!WARNING]\n> ${INEXACT}`;

const footer = (report: Report, { artifactUrl, runUrl, headRevision }: Origin): string => {
  const { comparison } = report;
  const parts = [
    comparison?.kind === "compared" ? baselineWords(comparison) : undefined,
    artifactUrl === undefined ? undefined : link("report", artifactUrl),
    runUrl === undefined ? undefined : link("run", runUrl),
    headRevision === undefined ? undefined : `updated for ${code(shortRevision(headRevision))}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : `<sub>${parts.join(" · ")}</sub>`;
};

const folded = (report: Report, limit: number): string | undefined => {
  const found = largest(report, limit);
  return found === undefined ? undefined : details(found.title, found.table);
};

const comparedSection = (report: Report, compared: Compared, extent: Extent): readonly (string | undefined)[] => [
  why(compared),
  inputs(compared),
  warning(compared),
  comparedTotalsTable(report, compared, extent.current),
  trendLine(report, extent.trend),
  budgets(report, "broken"),
  packageTable(report, compared, extent.packages),
  extent.diagrams ? causeDiagram(report, compared) : undefined,
  distributionTable(report, extent.packages),
  configTable(compared),
  findingsCallout(report),
  findingsDetails(report, extent.findings),
  layerTable(report, extent.layers),
  folded(report, extent.storePaths),
  reclaimable(report, extent.files),
  largestFiles(report, extent.files),
  showsAll(report, compared, extent.packages) ? undefined : allChanges(compared, extent.changes),
  budgets(report, "kept"),
];

const ownSection = (report: Report, extent: Extent): readonly (string | undefined)[] => {
  const { comparison } = report;
  const none = comparison?.kind === "no-baseline" ? comparison : undefined;
  const found = largest(report, extent.packages);
  return [
    `${noBaselineWords(none)}${none?.detail === undefined ? "" : ` ${code(none.detail, 300)}`}`,
    ownTotalsTable(report),
    trendLine(report, extent.trend),
    findingsCallout(report),
    findingsDetails(report, extent.findings),
    budgets(report, "broken"),
    found === undefined ? undefined : `**${found.title}**\n\n${found.table}`,
    layerTable(report, extent.layers),
    reclaimable(report, extent.files),
    largestFiles(report, extent.files),
    budgets(report, "kept"),
  ];
};

/** Everything about one image in Markdown, most important first. */
export const imageSection = (report: Report, extent: Extent, origin: Origin): string => {
  const { comparison } = report;
  const body =
    comparison?.kind === "compared" ? comparedSection(report, comparison, extent) : ownSection(report, extent);
  return blocks([headline(report), ...body, footer(report, origin)]);
};
