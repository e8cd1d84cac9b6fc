import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  renderMarkdown,
  renderText
} from "./chunk-YAP7OSAI.js";
import "./chunk-6MGM4RTE.js";
import {
  parseReportFile,
  renderReportFile
} from "./chunk-DOKZWMEE.js";
import "./chunk-PRGXYLDE.js";
import "./chunk-UZ43WKVZ.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-QVEPXNSZ.js";
import {
  InputError,
  messageOf
} from "./chunk-C5EYQWJQ.js";
import "./chunk-M5W7QIEF.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-QPEP4A4R.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/render.ts
import { readFile } from "node:fs/promises";
import path from "node:path";
var renderCommand = /* @__PURE__ */ __name(async (file, format, cli) => {
  const reports = await readReports(path.resolve(cli.deps.cwd, file), file);
  if (format === "terminal") cli.print(renderText(reports, cli.colour));
  else cli.stdout(render(reports, format));
}, "renderCommand");
var readReports = /* @__PURE__ */ __name(async (file, name) => {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new InputError(
      "NO_REPORT",
      `${name}: cannot be read (${messageOf(cause)}); name a file that nix-image report --json wrote`
    );
  });
  const parsed = parseReportFile(text);
  if (parsed.kind === "ok") return parsed.value;
  throw new InputError("BAD_REPORT", `${name}: ${parsed.problem}`);
}, "readReports");
var render = /* @__PURE__ */ __name((reports, format) => {
  switch (format) {
    case "markdown":
      return renderMarkdown(reports);
    case "json":
      return renderReportFile(reports);
    default:
      throw new InputError("USAGE", `--format is ${JSON.stringify(format)}; expected one of: terminal, markdown, json`);
  }
}, "render");
export {
  renderCommand
};
