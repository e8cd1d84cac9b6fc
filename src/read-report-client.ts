import { readFile } from "node:fs/promises";
import { parseJson } from "./core/json.ts";
import { type ReportClient, reportClientSchema } from "./report/render/index.ts";

/**
 * What a browser runs of the HTML report, from the `dist` folder beside the one that the program's entry is in
 * (`import.meta.url` of it): the bundle reads its own neighbour, the sources what the last build made.
 */
export const readReportClient = async (entry: string): Promise<ReportClient> => {
  const file = new URL("../dist/report-client.json", entry);
  const parsed = parseJson(reportClientSchema, await readFile(file, "utf8"));
  if (parsed.kind === "ok") return parsed.value;
  throw new Error(`${file.pathname}: ${parsed.problem}; build the program again`);
};
