import type { Report, TrendPoint } from "../report/index.ts";
import { renderSummary } from "../report/render/index.ts";
import type { ActionRun } from "./action-run.ts";
import { commentReports } from "./comment-reports.ts";
import type { Outputs } from "./outputs.ts";
import { uploadReport } from "./upload-report.ts";
import { headRevisionOf, writeReports } from "./write-reports.ts";

/** Shows the reports in every place: files, their artifact, the job summary, the comment. Only the last needs a permission. */
export const tellReports = async (
  reports: readonly Report[],
  trend: readonly TrendPoint[],
  run: ActionRun,
): Promise<Outputs> => {
  const files = await writeReports(reports, trend, run);
  const uploaded = await uploadReport(reports, Object.values(files), run);
  const artifactUrl = uploaded["artifact-url"];
  const sections = reports.map((report) => ({ report }));
  await run.writeSummary(renderSummary(sections, { artifactUrl, headRevision: headRevisionOf(run), trend }));
  return { ...files, ...uploaded, ...(await commentReports(reports, run, artifactUrl)) };
};
