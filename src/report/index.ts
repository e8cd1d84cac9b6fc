export { isBroken, type Judging, judgeBudgets, override } from "./budgets.ts";
export { buildReport, type ReportParts } from "./build.ts";
export { compareReports, diffReports } from "./diff.ts";
export { type Publishing, parseSilence, type Silence } from "./findings/index.ts";
export type { Provenance } from "./image-section.ts";
export * from "./model.ts";
export { packageLabel } from "./pairing.ts";
export { parseReport } from "./parse.ts";
export { parseReportFile, renderReportFile, reportFileSchema } from "./report-file.ts";
