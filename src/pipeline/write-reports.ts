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
  await run.writeSummary(renderSummary(sectionsOf(reports), { headRevision: headRevisionOf(run) }));
  return { report: file };
};

/** A section for each report; images of one name and platform are told apart by what they were made from. */
export const sectionsOf = (reports: readonly Report[]): readonly { readonly report: Report }[] =>
  reports.map((report) => {
    const { name, platform, source } = report.image;
    const alike = reports.filter(({ image }) => image.name === name && image.platform === platform);
    return {
      report: alike.length === 1 ? report : { ...report, image: { ...report.image, name: `${name} (${source})` } },
    };
  });

/** The commit that people know: a pull request's own head, not the temporary merge commit. */
export const headRevisionOf = ({ context }: ActionRun): string => context.pullRequest?.headSha ?? context.sha;
