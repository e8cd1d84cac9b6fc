import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  renderMarkdown,
  renderText
} from "./chunk-GXDIFVDP.js";
import {
  compareWith,
  namedBaseline
} from "./chunk-6YC32WNB.js";
import {
  Problems,
  analysePlan,
  compression,
  findNix,
  parseImageArg,
  planImage,
  platform
} from "./chunk-NZQQLZJJ.js";
import "./chunk-UNV2OJ7E.js";
import {
  defined,
  renderReportFile
} from "./chunk-DO6MLOLO.js";
import "./chunk-VBRPA4LI.js";
import "./chunk-J26AIPMZ.js";
import "./chunk-LW7RYP2M.js";
import "./chunk-ADT3W42M.js";
import {
  openPackers
} from "./chunk-J5WGQ57D.js";
import "./chunk-VFUESK6R.js";
import {
  InputError,
  messageOf
} from "./chunk-4MGALD5L.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/output.ts
import { writeFile } from "node:fs/promises";
import path from "node:path";
var writeOutput = /* @__PURE__ */ __name(async (target, text, { deps, stdout }) => {
  if (target === "-") stdout(text);
  else await writeFile(path.resolve(deps.cwd, target), text).catch(cannotWrite(target));
}, "writeOutput");
var cannotWrite = /* @__PURE__ */ __name((target) => (cause) => {
  const message = `${target}: the report cannot be written (${messageOf(cause)}); name a file in a folder that is there`;
  throw new InputError("CANNOT_WRITE", message, { cause });
}, "cannotWrite");

// src/cli/report.ts
var reportCommand = /* @__PURE__ */ __name(async (args, cli) => {
  if (args.json === "-" && args.markdown === "-") {
    throw new InputError("USAGE", "--json and --markdown cannot both be standard output; give one of them a file");
  }
  const options = optionsOf(args, cli);
  const plan = await planImage(parseImageArg(args.image, args.file), { ...options, revLength: 9 });
  const reports = await compare(args, plan, options);
  if (args.json !== void 0) await writeOutput(args.json, renderReportFile(reports), cli);
  if (args.markdown !== void 0) await writeOutput(args.markdown, renderMarkdown(reports), cli);
  if (args.json === "-" || args.markdown === "-") return;
  cli.stdout(renderText(reports, cli.colour));
}, "reportCommand");
var optionsOf = /* @__PURE__ */ __name((args, { deps }) => {
  const problems = new Problems();
  const setting = compression("--compression", args.compression, problems);
  const asked = platform("--platform", args.platform, problems);
  problems.throwAny();
  const packing = args.compressed ? { openPacker: openPackers({ compression: setting }) } : {};
  const registry = { insecure: args.insecure };
  return { deps, nix: findNix(deps), buildArgs: args.buildArgs, registry, ...packing, ...defined({ platform: asked }) };
}, "optionsOf");
var compare = /* @__PURE__ */ __name(async (args, plan, options) => {
  const reports = (await analysePlan(plan, options)).map(({ report }) => report);
  if (args.baseline === void 0) return reports;
  const baseline = await namedBaseline(args.baseline, plan, options);
  return reports.map((report) => ({ ...report, comparison: compareWith(baseline, report) }));
}, "compare");
export {
  reportCommand
};
