import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  reportClientSchema
} from "./chunk-K5RP352F.js";
import {
  parseJson
} from "./chunk-MRU7UBN4.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/read-report-client.ts
import { readFile } from "node:fs/promises";
var readReportClient = /* @__PURE__ */ __name(async (entry) => {
  const file = new URL("../dist/report-client.json", entry);
  const parsed = parseJson(reportClientSchema, await readFile(file, "utf8"));
  if (parsed.kind === "ok") return parsed.value;
  throw new Error(`${file.pathname}: ${parsed.problem}; build the program again`);
}, "readReportClient");

export {
  readReportClient
};
