import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Report, renderReportFile, type TrendPoint } from "../report/index.ts";
import { renderSummary } from "../report/render/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { Analysis } from "./analyse.ts";
import type { Outputs } from "./outputs.ts";
import { renderSboms, sbomFiles } from "./sbom.ts";

/** Writes the JSON report and the job summary, which need no permission. */
export const writeReports = async (
  reports: readonly Report[],
  trend: readonly TrendPoint[],
  run: ActionRun,
): Promise<Outputs> => {
  const file = path.join(run.outputDir, "report.json");
  await mkdir(run.outputDir, { recursive: true });
  await writeFile(file, renderReportFile(reports));
  const sections = reports.map((report) => ({ report }));
  await run.writeSummary(renderSummary(sections, { headRevision: headRevisionOf(run), trend }));
  return { report: file };
};

/** Writes the bill of materials of each image beside the report, if that is asked for; the files, in the order of the images. */
export const writeSboms = async (
  analyses: readonly Analysis[],
  { deps, inputs, outputDir }: ActionRun,
): Promise<readonly string[]> => {
  if (!inputs.sbom) return [];
  const texts = await renderSboms(analyses, { deps, buildArgs: inputs.buildArgs });
  const files = sbomFiles(path.join(outputDir, "sbom.cdx.json"), texts.length);
  await mkdir(outputDir, { recursive: true });
  for (const [index, file] of files.entries()) await writeFile(file, texts[index] ?? "");
  return files;
};

/** The commit that people know: a pull request's own head, not the temporary merge commit. */
export const headRevisionOf = ({ context }: ActionRun): string => context.pullRequest?.headSha ?? context.sha;
