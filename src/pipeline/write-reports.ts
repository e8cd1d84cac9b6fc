import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Report, renderReportFile, type TrendPoint } from "../report/index.ts";
import { renderHtml } from "../report/render/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { Analysis } from "./analyse.ts";
import type { Outputs } from "./outputs.ts";
import { renderSboms, sbomFiles } from "./sbom.ts";

/** Writes the report as JSON and, if that is asked for, as a page; the outputs that name the files. */
export const writeReports = async (
  reports: readonly Report[],
  trend: readonly TrendPoint[],
  run: ActionRun,
): Promise<Outputs> => {
  await mkdir(run.outputDir, { recursive: true });
  const report = path.join(run.outputDir, "report.json");
  await writeFile(report, renderReportFile(reports));
  if (!run.inputs.htmlReport) return { report };
  const page = path.join(run.outputDir, "report.html");
  await writeFile(page, await renderPage(reports, trend, run));
  return { report, "html-report": page };
};

const renderPage = async (
  reports: readonly Report[],
  trend: readonly TrendPoint[],
  run: ActionRun,
): Promise<string> => {
  const [client, version] = await Promise.all([run.reportClient(), run.deps.version()]);
  return renderHtml(reports, { client, trend, version, runUrl: run.context.runUrl, headRevision: headRevisionOf(run) });
};

/** A bill of materials. */
export interface WrittenSbom {
  readonly file: string;
  /** CycloneDX as JSON. */
  readonly text: string;
}

/** Writes the bill of materials of each image beside the report, if that is asked for, in the order of the images. */
export const writeSboms = async (
  analyses: readonly Analysis[],
  { deps, inputs, outputDir }: ActionRun,
): Promise<readonly WrittenSbom[]> => {
  if (!inputs.sbom) return [];
  const texts = await renderSboms(analyses, { deps, buildArgs: inputs.buildArgs });
  const files = sbomFiles(path.join(outputDir, "sbom.cdx.json"), texts.length);
  await mkdir(outputDir, { recursive: true });
  const sboms = files.map((file, index) => ({ file, text: texts[index] ?? "" }));
  for (const { file, text } of sboms) await writeFile(file, text);
  return sboms;
};

/** The commit that people know: a pull request's own head, not the temporary merge commit. */
export const headRevisionOf = ({ context }: ActionRun): string => context.pullRequest?.headSha ?? context.sha;
