import * as v from "valibot";
import { describeIssues, type JsonResult, parseJson } from "../core/json.ts";
import { type Report, reportSchema } from "./model.ts";
import { parseReport } from "./parse.ts";
import { renderJson } from "./render/json.ts";

/** What a report file holds: one report, or a list where several images were read. */
export const reportFileSchema = v.union([reportSchema, v.array(reportSchema)]);

/** The reports in the text of a report file; what is wrong with it otherwise. */
export const parseReportFile = (text: string): JsonResult<readonly Report[]> => {
  const list = parseJson(v.array(v.unknown()), text);
  if (list.kind === "bad") {
    const single = parseReport(text);
    return single.kind === "ok" ? { kind: "ok", value: [single.value] } : single;
  }
  const result = v.safeParse(v.array(reportSchema), list.value, { abortEarly: true });
  return result.success
    ? { kind: "ok", value: result.output }
    : { kind: "bad", problem: `not a list of reports: ${describeIssues(result.issues)}` };
};

/** Text of a report file. */
export const renderReportFile = (reports: readonly Report[]): string => {
  const [first] = reports;
  if (reports.length === 1 && first !== undefined) return renderJson(first);
  return `[\n${reports.map((report) => renderJson(report).trimEnd()).join(",\n")}\n]\n`;
};
