import * as v from "valibot";
import { type Report, reportSchema } from "../model.ts";

/** Characters that JSON allows bare and a terminal acts upon: DEL, C1 controls, format characters, line separators. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

const escaped = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** The report as JSON with the fields in the schema's order, so that equal reports are equal text. */
export const renderJson = (report: Report): string =>
  `${JSON.stringify(v.parse(reportSchema, report), null, 2).replace(UNSAFE, escaped)}\n`;
