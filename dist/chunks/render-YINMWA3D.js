import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  renderMarkdown,
  renderText
} from "./chunk-IIPKDYPY.js";
import "./chunk-Q5TWWWUV.js";
import {
  parseReportFile,
  renderReportFile
} from "./chunk-R5D3Q47E.js";
import "./chunk-TGHYRGPX.js";
import "./chunk-UZ43WKVZ.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-TPS7SHAV.js";
import {
  InputError,
  messageOf
} from "./chunk-C5EYQWJQ.js";
import "./chunk-24EF4IVO.js";
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
  switch (format) {
    case "terminal":
      return cli.print(renderText(reports, cli.colour));
    case "markdown":
      return cli.stdout(renderMarkdown(reports));
    case "json":
      return cli.stdout(renderReportFile(reports));
    default:
      throw new InputError("USAGE", `--format is ${JSON.stringify(format)}; expected one of: terminal, markdown, json`);
  }
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
export {
  renderCommand
};
