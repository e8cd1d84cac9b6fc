import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analysePlan,
  openGit,
  parseImageArg,
  planImage,
  withRevision
} from "./chunk-NZQQLZJJ.js";
import {
  compareReports,
  parseReportFile
} from "./chunk-DO6MLOLO.js";
import {
  InputError,
  KnownError
} from "./chunk-4MGALD5L.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/baseline.ts
import { access } from "node:fs/promises";
import path from "node:path";
var compareWith = /* @__PURE__ */ __name((baseline, current) => {
  if (baseline.kind === "no-baseline") return baseline;
  const match = findMatch(baseline.reports, current);
  if (match === void 0)
    return { kind: "no-baseline", reason: "unavailable", detail: `the baseline has no image ${current.image.name}` };
  const { comparison: _, ...plain } = match;
  return compareReports(plain, current, { ...baseline.info, name: match.image.name });
}, "compareWith");
var findMatch = /* @__PURE__ */ __name((reports, { image }) => {
  const alike = reports.filter(
    (report) => report.image.name === image.name && report.image.platform === image.platform
  );
  const same = alike.find((report) => report.image.source === image.source);
  return same ?? alike[0] ?? (reports.length === 1 ? reports[0] : void 0);
}, "findMatch");
var restoreBaseline = /* @__PURE__ */ __name(async (store, { base, ofCheckout, log }) => {
  const stored = await store.restore(base?.revision);
  if (stored === void 0) return void 0;
  const parsed = parseReportFile(stored.text);
  const problem = parsed.kind === "bad" ? parsed.problem : strayProblem(parsed.value, stored.revision, ofCheckout);
  if (parsed.kind === "bad" || problem !== void 0) {
    log.info(`The stored report of ${stored.revision} is passed over: ${problem}.`);
    return void 0;
  }
  const info = { revision: stored.revision, source: "cache", exact: base?.exact ?? false };
  return { kind: "found", reports: parsed.value, info };
}, "restoreBaseline");
var strayProblem = /* @__PURE__ */ __name((reports, revision, ofCheckout) => {
  const stray = reports.find(
    ({ image }) => ofCheckout.has(image.source) && image.revision !== void 0 && image.revision !== revision
  );
  return stray === void 0 ? void 0 : `${stray.image.source} in it is of ${stray.image.revision}`;
}, "strayProblem");
var buildBaseline = /* @__PURE__ */ __name(async (plan, base, options) => {
  const { log } = options.deps;
  try {
    return await log.group(
      `baseline: build ${plan.text} at ${base.revision.slice(0, 9)}`,
      () => build(plan, base, options)
    );
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    log.warning(`No baseline: ${error.message}`);
    return { kind: "no-baseline", reason: "unavailable", detail: error.message.split("\n")[0] ?? "" };
  }
}, "buildBaseline");
var build = /* @__PURE__ */ __name(async (plan, base, options) => {
  const installable = await installableAt(plan, base.revision, options);
  const basePlan = await planImage(
    { kind: "installable", text: installable },
    { ...options, revLength: plan.rev.length }
  );
  const reports = (await analysePlan(basePlan, options)).map(({ report }) => report);
  return { kind: "found", reports, info: { revision: base.revision, source: "build", exact: base.exact } };
}, "build");
var installableAt = /* @__PURE__ */ __name(async ({ text, target }, revision, options) => {
  if (target.kind !== "flake") {
    throw unavailable(
      text,
      `only a flake can be built at another commit (${revision.slice(0, 9)})`,
      "give an image as the baseline, or no baseline"
    );
  }
  if (target.metadata.localDirectory !== void 0) await needCommit(target.metadata.localDirectory, revision, options);
  const flakeRef = withRevision(target.metadata.url, revision);
  if (flakeRef === void 0) {
    throw unavailable(
      text,
      `${target.metadata.url} cannot be had at another commit`,
      "keep the flake in a git repository"
    );
  }
  return `${flakeRef}${target.fragment}`;
}, "installableAt");
var needCommit = /* @__PURE__ */ __name(async (dir, revision, { deps }) => {
  const git = await openGit({ run: deps.run, dir });
  const fetched = await git?.fetchCommit(revision);
  if (fetched?.kind !== "unavailable") return;
  throw unavailable(
    `commit ${revision.slice(0, 9)}`,
    `not in this clone, and not to be fetched (${fetched.reason})`,
    "check out with fetch-depth: 0, or keep the credentials of actions/checkout"
  );
}, "needCommit");
var unavailable = /* @__PURE__ */ __name((where, found, advice) => new InputError("NO_BASELINE", `${where}: ${found}; ${advice}`), "unavailable");
var namedBaseline = /* @__PURE__ */ __name(async (text, plan, options) => {
  const revision = await resolveRevision(text, plan, options);
  if (revision !== void 0) return build(plan, { revision, exact: true }, options);
  const arg = await baselineArg(text, plan, options);
  const other = await planImage(arg, { ...options, revLength: plan.rev.length });
  const reports = (await analysePlan(other, options)).map(({ report }) => report);
  const at = other.revision === void 0 ? {} : { revision: other.revision };
  return { kind: "found", reports, info: { ...at, source: "image", exact: true } };
}, "namedBaseline");
var resolveRevision = /* @__PURE__ */ __name(async (text, { target }, { deps }) => {
  if (text.includes("#") || target.kind !== "flake" && await isThere(text, deps)) return void 0;
  const dir = target.kind === "flake" ? target.metadata.localDirectory : deps.cwd;
  return dir === void 0 ? void 0 : (await openGit({ run: deps.run, dir }))?.resolve(text);
}, "resolveRevision");
var baselineArg = /* @__PURE__ */ __name(async (text, { target }, { deps }) => {
  const arg = parseImageArg(text);
  const isBareName = arg.kind === "path" && arg.path === text;
  return target.kind === "file" && isBareName && !await isThere(text, deps) ? parseImageArg(text, target.file) : arg;
}, "baselineArg");
var isThere = /* @__PURE__ */ __name((file, { cwd }) => access(path.resolve(cwd, file)).then(
  () => true,
  () => false
), "isThere");

export {
  compareWith,
  restoreBaseline,
  buildBaseline,
  namedBaseline
};
