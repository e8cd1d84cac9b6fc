import * as v from "valibot";
import { deepFreeze } from "../core/freeze.ts";
import { describeIssues, type JsonResult, parseJson } from "../core/json.ts";
import { type Report, reportSchema, SCHEMA_VERSION } from "./model.ts";

const versionSchema = v.looseObject({ schemaVersion: v.number() });

const aboutVersion = (version: number): string =>
  version > SCHEMA_VERSION
    ? `schemaVersion is ${version}, this program reads ${SCHEMA_VERSION}; use a newer nix-image`
    : `schemaVersion is ${version}, this program reads ${SCHEMA_VERSION}; write the report again with this nix-image`;

/** The report that `text` is, frozen; what is wrong with it otherwise. Never throws. */
export const parseReport = (text: string): JsonResult<Report> => {
  const versioned = parseJson(versionSchema, text);
  if (versioned.kind === "bad") return { kind: "bad", problem: `not a report: ${versioned.problem}` };
  const { schemaVersion } = versioned.value;
  if (schemaVersion !== SCHEMA_VERSION) return { kind: "bad", problem: aboutVersion(schemaVersion) };
  const result = v.safeParse(reportSchema, versioned.value, { abortEarly: true });
  return result.success
    ? { kind: "ok", value: deepFreeze(result.output) }
    : { kind: "bad", problem: `not a report: ${describeIssues(result.issues)}` };
};
