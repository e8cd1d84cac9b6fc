import * as v from "valibot";
import { jsonText } from "../../core/json-text.ts";
import { type Report, reportSchema } from "../model.ts";

/** The report as JSON with the fields in the schema's order, so that equal reports are equal text. */
export const renderJson = (report: Report): string => jsonText(v.parse(reportSchema, report));
