import { type FoundReferences, inspectImage } from "../../src/image/index.ts";
import { buildReport, type Report, type ReportParts } from "../../src/report/index.ts";

/** The report of an image that is looked at first. */
export const reportOn = (parts: Omit<ReportParts, "inspection">): Report =>
  buildReport({ ...parts, inspection: inspectImage(parts.image) });

/** References of which no file is known. */
export const NO_EVIDENCE: FoundReferences = { closure: { paths: new Map(), roots: [] }, evidence: () => undefined };
