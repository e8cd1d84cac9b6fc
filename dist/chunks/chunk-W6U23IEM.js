import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  renderComment,
  renderHtml,
  renderTerminal
} from "./chunk-K5RP352F.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/formats.ts
var renderText = /* @__PURE__ */ __name((reports, colour) => reports.map((report) => renderTerminal(report, { colour })).join("\n"), "renderText");
var renderMarkdown = /* @__PURE__ */ __name((reports) => renderComment(
  reports.map((report) => ({ report })),
  { workflow: "nix-image" }
), "renderMarkdown");
var renderPage = /* @__PURE__ */ __name(async (reports, { deps, reportClient }) => {
  const [client, version] = await Promise.all([reportClient(), deps.version()]);
  return renderHtml(reports, { client, version });
}, "renderPage");

export {
  renderText,
  renderMarkdown,
  renderPage
};
