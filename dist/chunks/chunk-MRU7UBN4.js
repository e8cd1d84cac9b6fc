import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  getDotPath,
  safeParse
} from "./chunk-FLZNCGTB.js";
import {
  visible
} from "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/json.ts
var LONGEST_MESSAGE = 200;
var withoutExcerpt = /* @__PURE__ */ __name((message) => message.replace(/, (?:\.\.\.)?".*is not valid JSON$/s, ""), "withoutExcerpt");
var describeIssues = /* @__PURE__ */ __name((issues) => issues.slice(0, 5).map((issue) => visible(`${getDotPath(issue) ?? "(top)"}: ${issue.message}`).slice(0, LONGEST_MESSAGE)).join("; "), "describeIssues");
var parseJson = /* @__PURE__ */ __name((schema, text) => {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: "bad", problem: `not JSON (${withoutExcerpt(error.message)})` };
  }
  const result = safeParse(schema, value, { abortEarly: true });
  return result.success ? { kind: "ok", value: result.output } : { kind: "bad", problem: describeIssues(result.issues) };
}, "parseJson");

export {
  describeIssues,
  parseJson
};
