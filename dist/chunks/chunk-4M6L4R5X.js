import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  compareWith,
  namedBaseline,
  renderComment,
  renderTerminal
} from "./chunk-6IXNSTPR.js";
import {
  Problems,
  analysePlan,
  compression,
  findNix,
  openPackers,
  parseImageArg,
  planImage,
  renderReportFile
} from "./chunk-BWBS7AQ3.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/output.ts
import { writeFile } from "node:fs/promises";
import path from "node:path";
var writeOutput = /* @__PURE__ */ __name(async (target, text, { deps, stdout }) => {
  if (target === "-") stdout(text);
  else await writeFile(path.resolve(deps.cwd, target), text);
}, "writeOutput");

// src/cli/report.ts
var reportCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const options = optionsOf(args, cli);
  const plan = await planImage(parseImageArg(args.image, args.file), { ...options, revLength: 9 });
  const reports = await compare(args, plan, options);
  if (args.json !== void 0) await writeOutput(args.json, renderReportFile(reports), cli);
  if (args.markdown !== void 0) await writeOutput(args.markdown, renderMarkdown(reports), cli);
  if (args.json === "-" || args.markdown === "-") return;
  for (const report of reports) cli.stdout(renderTerminal(report, { colour: cli.colour }));
}, "reportCommand");
var optionsOf = /* @__PURE__ */ __name((args, { deps }) => {
  const problems = new Problems();
  const setting = compression("--compression", args.compression, problems);
  problems.throwAny();
  const packing = args.compressed ? { openPacker: openPackers({ compression: setting }) } : {};
  return { deps, nix: findNix(deps), buildArgs: args.buildArgs, ...packing };
}, "optionsOf");
var compare = /* @__PURE__ */ __name(async (args, plan, options) => {
  const reports = (await analysePlan(plan, options)).map(({ report }) => report);
  if (args.baseline === void 0) return reports;
  const baseline = await namedBaseline(args.baseline, plan, options);
  return reports.map((report) => ({ ...report, comparison: compareWith(baseline, report) }));
}, "compare");
var renderMarkdown = /* @__PURE__ */ __name((reports) => renderComment(
  reports.map((report) => ({ report })),
  { workflow: "nix-image" }
), "renderMarkdown");

export {
  reportCommand,
  renderMarkdown
};
