import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Report, renderReportFile } from "../report/index.ts";
import { renderSummary } from "../report/render/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { Outputs } from "./outputs.ts";

/** Writes the JSON report and the job summary, which need no permission. */
export const writeReports = async (reports: readonly Report[], run: ActionRun): Promise<Outputs> => {
  const file = path.join(run.outputDir, "report.json");
  await mkdir(run.outputDir, { recursive: true });
  await writeFile(file, renderReportFile(reports));
  const sections = reports.map((report) => ({ report }));
  await run.writeSummary(renderSummary(sections, { headRevision: headRevisionOf(run) }));
  return { report: file };
};

/** The commit that people know: a pull request's own head, not the temporary merge commit. */
export const headRevisionOf = ({ context }: ActionRun): string => context.pullRequest?.headSha ?? context.sha;
