import { inspectImage } from "../../src/image/index.ts";
import { buildReport, type Report, type ReportParts } from "../../src/report/index.ts";

/** The report of an image that is looked at first. */
export const reportOn = (parts: Omit<ReportParts, "inspection">): Report =>
  buildReport({ ...parts, inspection: inspectImage(parts.image) });
