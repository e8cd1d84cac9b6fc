import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  reportClientSchema
} from "./chunk-VS7TMCFT.js";
import "./chunk-KWIGZVEA.js";
import "./chunk-PN3I25AP.js";
import {
  parseJson
} from "./chunk-DL4G24GU.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-QPEP4A4R.js";
import "./chunk-OL3P4MEU.js";
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
