import * as v from "valibot";
import { type Report, reportSchema } from "../model.ts";
import { renderSafeJson } from "./safe-json.ts";

/** The report as JSON with the fields in the schema's order, so that equal reports are equal text. */
export const renderJson = (report: Report): string => renderSafeJson(v.parse(reportSchema, report));
