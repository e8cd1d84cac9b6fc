import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  renderMarkdown,
  renderPage,
  renderText
} from "./chunk-W6U23IEM.js";
import {
  compareAndExplain,
  judgeReport,
  namedBaseline,
  readSilences,
  tellBreaches
} from "./chunk-FKTE6K4H.js";
import {
  renderSboms,
  sbomFiles
} from "./chunk-6322QC6N.js";
import {
  analysePlan,
  findNix,
  planImage
} from "./chunk-2H4F7B5S.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-4EDFUQKZ.js";
import {
  renderReportFile
} from "./chunk-JFXXGL7K.js";
import "./chunk-K5RP352F.js";
import "./chunk-BXXVUI6A.js";
import "./chunk-4DAKE55C.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-YGTJ2II7.js";
import "./chunk-HQY36DKX.js";
import "./chunk-S5TTZZGM.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-Q27EGVJI.js";
import {
  openPackers
} from "./chunk-QJ33JM6Z.js";
import "./chunk-WJ444KRO.js";
import "./chunk-7QVOKJJR.js";
import {
  Problems,
  compression,
  parseBudgets,
  parseImageArg,
  platform
} from "./chunk-IAKEKEDV.js";
import "./chunk-JYKSYV3G.js";
import {
  limitsOf
} from "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-5RK4XCTW.js";
import "./chunk-GEC2743B.js";
import "./chunk-MRU7UBN4.js";
import "./chunk-KFVUV2LW.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-FLZNCGTB.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
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

// src/cli/sbom.ts
var writeSboms = /* @__PURE__ */ __name(async (analyses, { target, buildArgs, cli }) => {
  if (target === "-" && analyses.length > 1) {
    const found = `there are ${analyses.length} images, and a bill of materials is of one`;
    throw new InputError("USAGE", `--sbom -: ${found}; give a file, or name one image`);
  }
  const texts = await renderSboms(analyses, { deps: cli.deps, buildArgs });
  const files = sbomFiles(target, texts.length);
  for (const [index, text] of texts.entries()) await writeOutput(files[index] ?? target, text, cli);
}, "writeSboms");

// src/cli/report.ts
var reportCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const toStdout = OUTPUTS.filter((name) => args[name] === "-");
  checkOutputs(toStdout);
  const { options, budgets } = parseOptions(args, cli);
  const plan = await planImage(parseImageArg(args.image, args.file), { ...options, revLength: 9 });
  const analyses = await analysePlan(plan, options);
  const reports = (await compare(analyses, { args, plan, options })).map((report) => judgeReport(report, budgets));
  if (args.json !== void 0) await writeOutput(args.json, renderReportFile(reports), cli);
  if (args.markdown !== void 0) await writeOutput(args.markdown, renderMarkdown(reports), cli);
  if (args.html !== void 0) await writeOutput(args.html, await renderPage(reports, cli), cli);
  if (args.sbom !== void 0) await writeSboms(analyses, { target: args.sbom, buildArgs: args.buildArgs, cli });
  if (toStdout.length === 0) cli.print(renderText(reports, cli.colour));
  const breach = tellBreaches(reports, cli.deps.log);
  if (breach !== void 0) throw breach;
}, "reportCommand");
var OUTPUTS = ["json", "html", "markdown", "sbom"];
var checkOutputs = /* @__PURE__ */ __name((toStdout) => {
  if (toStdout.length < 2) return;
  const names = toStdout.map((name) => `--${name}`).join(" and ");
  const found = toStdout.length === 2 ? "cannot both be standard output" : "cannot all be standard output";
  const advice = toStdout.length === 2 ? "give one of them a file" : "give all but one a file";
  throw new InputError("USAGE", `${names} ${found}; ${advice}`);
}, "checkOutputs");
var parseOptions = /* @__PURE__ */ __name((args, { deps }) => {
  const problems = new Problems();
  const setting = compression("--compression", args.compression, problems);
  const asked = platform("--platform", args.platform, problems);
  const budgets = budgetsOf(args, problems);
  problems.throwAny();
  const compressed = args.compressed || limitsOf(budgets).some((limit) => limit.compressed);
  const packing = compressed ? { openPacker: openPackers({ compression: setting, workers: deps.workers }) } : {};
  const registry = { insecure: args.insecure };
  const silences = readSilences("--ignore-finding", args.ignoreFindings);
  const asking = { ...packing, silences, ...defined({ platform: asked }) };
  const options = { deps, nix: findNix(deps), buildArgs: args.buildArgs, registry, ...asking };
  return { options, budgets };
}, "parseOptions");
var budgetsOf = /* @__PURE__ */ __name(({ budgets, baseline }, problems) => {
  const source = {
    get: /* @__PURE__ */ __name((name) => budgets[name], "get"),
    nameOf: /* @__PURE__ */ __name((name) => name === "forbid-packages" ? "--forbid-package" : `--${name}`, "nameOf")
  };
  return parseBudgets(baseline === void 0 ? { ...source, notCompared: "give --baseline" } : source, problems);
}, "budgetsOf");
var compare = /* @__PURE__ */ __name(async (analyses, { args, plan, options }) => {
  const reports = analyses.map(({ report }) => report);
  if (args.baseline === void 0) return reports;
  const baseline = await namedBaseline(args.baseline, plan, options);
  const compared = [];
  for (const report of reports) compared.push(await compareAndExplain(report, baseline, { ...options, plan }));
  return compared;
}, "compare");
export {
  reportCommand
};
