import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  renderMarkdown,
  renderPage,
  renderText
} from "./chunk-W6U23IEM.js";
import {
  parseReportFile,
  renderReportFile
} from "./chunk-JFXXGL7K.js";
import "./chunk-K5RP352F.js";
import "./chunk-BXXVUI6A.js";
import "./chunk-4DAKE55C.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-JYKSYV3G.js";
import "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-5RK4XCTW.js";
import "./chunk-GEC2743B.js";
import "./chunk-MRU7UBN4.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-FLZNCGTB.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-EZNROI2T.js";
import "./chunk-QPEP4A4R.js";
import {
  InputError,
  messageOf
} from "./chunk-UNTW53JI.js";
import "./chunk-OL3P4MEU.js";
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
    case "html":
      return cli.stdout(await renderPage(reports, cli));
    case "json":
      return cli.stdout(renderReportFile(reports));
    default:
      throw new InputError(
        "USAGE",
        `--format is ${JSON.stringify(format)}; expected one of: terminal, markdown, html, json`
      );
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
