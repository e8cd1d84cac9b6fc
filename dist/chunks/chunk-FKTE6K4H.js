import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  NixError,
  analysePlan,
  deriversOf,
  findRebuildCauses,
  hasDerivation,
  instantiate,
  openPlanStore,
  planImage,
  sourcePath,
  withRevision
} from "./chunk-2H4F7B5S.js";
import {
  addCauses,
  compareReports,
  formatSeconds
} from "./chunk-JFXXGL7K.js";
import {
  breachAdvice,
  breachLines
} from "./chunk-K5RP352F.js";
import {
  judgeBudgets,
  override,
  parseSilence
} from "./chunk-BXXVUI6A.js";
import {
  openGit
} from "./chunk-HQY36DKX.js";
import {
  parseImageArg
} from "./chunk-IAKEKEDV.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  EXIT,
  InputError,
  KnownError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/breaches.ts
var BudgetError = class extends KnownError {
  static {
    __name(this, "BudgetError");
  }
  code = "BUDGET";
  exitCode = EXIT.budget;
  /** Where the image is written down. */
  place;
  constructor(message, place) {
    super(message);
    this.place = place;
  }
};
var tellBreaches = /* @__PURE__ */ __name((reports, log, place) => {
  const lines = breachLines(reports);
  if (lines.length === 0) return void 0;
  const message = [...lines, breachAdvice(reports)].join("\n");
  if (reports.some(({ budgets }) => budgets?.verdict === "fail")) return new BudgetError(message, place);
  log.warning(message, place);
  return void 0;
}, "tellBreaches");

// src/pipeline/silences.ts
var readSilences = /* @__PURE__ */ __name((name, lines) => {
  const parsed = lines.map(parseSilence);
  const problems = parsed.flatMap((line) => "problem" in line ? [`${name}: ${line.problem}`] : []);
  if (problems.length > 0) throw new InputError("BAD_INPUT", problems.join("\n"));
  return parsed.flatMap((line) => "problem" in line ? [] : [line]);
}, "readSilences");

// src/pipeline/baseline.ts
var compareWith = /* @__PURE__ */ __name((baseline, current, silences = []) => {
  if (baseline.kind === "no-baseline") return baseline;
  const match = baselineReport(baseline, current);
  if (match === void 0)
    return { kind: "no-baseline", reason: "unavailable", detail: noSuchImage(baseline.reports, current) };
  const { comparison: _, ...plain } = match;
  return compareReports(plain, current, { ...baseline.info, name: match.image.name }, silences);
}, "compareWith");
var noSuchImage = /* @__PURE__ */ __name((reports, { image }) => {
  const held = reports.map((report) => `${report.image.name} (${report.image.platform})`);
  return `it holds ${held.slice(0, 5).join(", ")}${held.length > 5 ? " and others" : ""}, and none is ${image.name} (${image.platform})`;
}, "noSuchImage");
var baselineReport = /* @__PURE__ */ __name((baseline, { image }) => {
  if (baseline.kind === "no-baseline") return void 0;
  const { reports } = baseline;
  const alike = reports.filter(
    (report) => report.image.name === image.name && report.image.platform === image.platform
  );
  const same = alike.find((report) => report.image.source === image.source);
  return same ?? alike[0] ?? (reports.length === 1 ? reports[0] : void 0);
}, "baselineReport");

// src/pipeline/due-input.ts
var dueInputFinder = /* @__PURE__ */ __name(async (sides, deps) => {
  const moved = (sides.compared.inputs ?? []).filter(({ kind }) => kind === "moved").map(({ name }) => name);
  const trees = new Map(moved.flatMap((name) => treeMove(sides, name)));
  const only = onlyMoved(sides.compared);
  const isAlone = only !== void 0 && await differsInLockAlone(sides, deps);
  return (reason) => {
    const tree = reason.kind === "source" ? trees.get(`${reason.before} ${reason.after}`) : void 0;
    return tree ?? (isAlone && !mayBeOwn(reason, sides) ? only : void 0);
  };
}, "dueInputFinder");
var treeMove = /* @__PURE__ */ __name(({ baseline, current }, name) => {
  const [before, after] = [baseline, current].map(({ image }) => {
    const narHash = image.flakeInputs?.find((input) => input.name === name)?.narHash;
    return narHash === void 0 ? void 0 : sourcePath(narHash);
  });
  return before === void 0 || after === void 0 ? [] : [[`${before} ${after}`, name]];
}, "treeMove");
var onlyMoved = /* @__PURE__ */ __name(({ inputs = [] }) => {
  const tops = new Set(inputs.map(({ name }) => name.split("/")[0] ?? ""));
  const [top, ...others] = tops;
  return others.length === 0 && inputs.some(({ name, kind }) => name === top && kind === "moved") ? top : void 0;
}, "onlyMoved");
var mayBeOwn = /* @__PURE__ */ __name(({ kind, before = "", after = "" }, sides) => {
  const { compared, current, plan } = sides;
  const head = current.image.revision?.slice(0, 7);
  const base = compared.baseline.revision?.slice(0, 7);
  const stamps = plan.target.kind === "flake" ? stampsOf(plan.target.metadata.lastModified) : [];
  return kind === "source" || base !== void 0 && before.includes(base) || [...head === void 0 ? [] : [head], ...stamps].some((text) => after.includes(text));
}, "mayBeOwn");
var stampsOf = /* @__PURE__ */ __name((seconds) => {
  const date = seconds === void 0 ? void 0 : formatSeconds(seconds)?.slice(0, 10).replaceAll("-", "");
  return date === void 0 ? [] : [String(seconds), date];
}, "stampsOf");
var differsInLockAlone = /* @__PURE__ */ __name(async ({ plan, compared }, { run }) => {
  const dir = plan.target.kind === "flake" ? plan.target.metadata.localDirectory : void 0;
  const base = compared.baseline.revision;
  if (dir === void 0 || base === void 0 || plan.revision === void 0 && !plan.dirty) return false;
  const git = await openGit({ run, dir });
  if ((await git?.fetchCommit(base))?.kind === "unavailable") return false;
  const changed = await git?.changedFiles(base, plan.revision);
  return changed !== void 0 && changed.length > 0 && changed.every((file) => /(^|\/)flake\.lock$/.test(file));
}, "differsInLockAlone");

// src/pipeline/other-commit.ts
var installableAt = /* @__PURE__ */ __name(async ({ text, target }, revision, deps) => {
  if (target.kind !== "flake") {
    throw unavailable(
      text,
      `only a flake can be built at another commit (${revision.slice(0, 9)})`,
      "give an image as the baseline, or no baseline"
    );
  }
  if (target.metadata.localDirectory !== void 0) await needCommit(target.metadata.localDirectory, revision, deps);
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
var needCommit = /* @__PURE__ */ __name(async (dir, revision, { run }) => {
  const git = await openGit({ run, dir });
  const fetched = await git?.fetchCommit(revision);
  if (fetched?.kind !== "unavailable") return;
  throw unavailable(
    `commit ${revision.slice(0, 9)}`,
    `not in this clone, and not to be fetched (${fetched.reason})`,
    "check out with fetch-depth: 0, or keep the credentials of actions/checkout"
  );
}, "needCommit");
var unavailable = /* @__PURE__ */ __name((where, found, advice) => new InputError("NO_BASELINE", `${where}: ${found}; ${advice}`), "unavailable");

// src/pipeline/plan-baseline.ts
var planBaseline = /* @__PURE__ */ __name(async ({ plan, baseline, compared }, { deps, nix, buildArgs }) => {
  const { revision, source } = compared.baseline;
  const { drvPath } = baseline.image;
  if (source !== "cache" || compared.inputs?.length !== 0 || revision === void 0 || drvPath === void 0) return;
  if (await hasDerivation(drvPath)) return;
  try {
    const installable = await installableAt(plan, revision, deps);
    await deps.log.group(
      `baseline: evaluate ${plan.text} at ${revision.slice(0, 9)}`,
      () => instantiate(nix, installable, { cwd: deps.cwd, args: buildArgs })
    );
  } catch (error) {
    deps.log.debug(`The baseline's build plans are not at hand: ${messageOf(error)}`);
  }
}, "planBaseline");

// src/pipeline/find-reasons.ts
var findReasons = /* @__PURE__ */ __name(async (changes, sides, explaining) => {
  const nix = await explaining.nix.want();
  if (nix === void 0) return /* @__PURE__ */ new Map();
  await planBaseline(sides, { ...explaining, nix });
  const store = openPlanStore(nix);
  const questions = await questionsOf(changes, sides, store);
  const pairs = questions.map(({ pair }) => pair);
  const answers = await findRebuildCauses(pairs, store.read);
  return new Map(questions.map(({ change }, index) => [change, answers[index]]));
}, "findReasons");
var questionsOf = /* @__PURE__ */ __name(async (changes, { baseline, current }, store) => {
  const latest = /* @__PURE__ */ __name((side) => changes.flatMap((change) => change[side].paths.at(-1) ?? []), "latest");
  const before = await deriversOf(plansOf(baseline), latest("baseline"), store);
  const after = await deriversOf(plansOf(current), latest("current"), store);
  return changes.flatMap((change) => {
    const [old, now] = [lookUp(before, change.baseline.paths), lookUp(after, change.current.paths)];
    return old === void 0 || now === void 0 || old === now ? [] : [{ change, pair: { baseline: old, current: now } }];
  });
}, "questionsOf");
var plansOf = /* @__PURE__ */ __name(({ image, storePaths }) => ({ paths: storePaths, drvPath: image.drvPath }), "plansOf");
var lookUp = /* @__PURE__ */ __name((derivers, paths) => {
  const path2 = paths.at(-1);
  return path2 === void 0 ? void 0 : derivers.get(path2);
}, "lookUp");

// src/pipeline/explain-changes.ts
var MOST_PACKAGES = 200;
var compareAndExplain = /* @__PURE__ */ __name(async (current, baseline, { plan, silences, ...explaining }) => {
  const comparison = compareWith(baseline, current, silences);
  const other = baselineReport(baseline, current);
  if (comparison.kind !== "compared" || other === void 0) return { ...current, comparison };
  const sides = { plan, baseline: other, current, compared: comparison };
  try {
    return { ...current, comparison: await explain(sides, explaining) };
  } catch (error) {
    explaining.deps.log.debug(`Why packages changed could not be found out: ${messageOf(error)}`);
    return { ...current, comparison };
  }
}, "compareAndExplain");
var explain = /* @__PURE__ */ __name(async (sides, explaining) => {
  const changes = sides.compared.packages.filter(({ kind }) => kind === "changed" || kind === "rebuilt").slice(0, MOST_PACKAGES);
  if (changes.length === 0) return sides.compared;
  const reasons = await findReasons(changes, sides, explaining);
  const dueInput = await dueInputFinder(sides, explaining.deps);
  const causes = changes.map((change) => [change, causeOf(change, reasons.get(change), dueInput)]);
  return addCauses(sides.compared, new Map(causes));
}, "explain");
var causeOf = /* @__PURE__ */ __name((change, found, dueInput) => {
  if (found !== void 0)
    return defined({ input: dueInput(found.reason), reason: { ...found.reason, via: found.via } });
  return change.kind === "changed" ? defined({ input: dueInput(versionChange(change)) }) : {};
}, "causeOf");
var versionChange = /* @__PURE__ */ __name(({ pname, baseline, current }) => ({
  ...{ kind: "env", derivation: pname, attribute: "version" },
  ...{ before: baseline.versions.join(" "), after: current.versions.join(" ") }
}), "versionChange");

// src/pipeline/named-baseline.ts
import { access } from "node:fs/promises";
import path from "node:path";

// src/pipeline/built-baseline.ts
var tryBuildBaseline = /* @__PURE__ */ __name(async (plan, revision, options) => {
  const { log } = options.deps;
  try {
    return await log.group(
      `baseline: build ${plan.text} at ${revision.slice(0, 9)}`,
      () => buildBaseline(plan, revision, options)
    );
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    if (isWithoutImage(error)) {
      log.info(`${plan.text} is not in ${revision.slice(0, 9)}: this is its first report.`);
      return { kind: "no-baseline", reason: "first-run" };
    }
    log.warning(`No baseline: ${error.message}`);
    return { kind: "no-baseline", reason: "unavailable", detail: error.message.split("\n")[0] ?? "" };
  }
}, "tryBuildBaseline");
var isWithoutImage = /* @__PURE__ */ __name((error) => error instanceof NixError && (["NOT_A_FLAKE", "ATTRIBUTE_MISSING"].includes(error.code) || ["UNTRACKED_FILE", "NOT_FOUND"].includes(error.code) && FLAKE_MISSING.test(error.message)), "isWithoutImage");
var FLAKE_MISSING = /^[^\n]*(?: has no file \S*|\/)flake\.nix(?: is not there)?;/;
var buildBaseline = /* @__PURE__ */ __name(async (plan, revision, options) => {
  const text = await installableAt(plan, revision, options.deps);
  const basePlan = await planImage({ kind: "installable", text }, { ...options, revLength: plan.rev.length });
  const reports = (await analysePlan(basePlan, options)).map(({ report }) => report);
  return { kind: "found", reports, info: { revision, source: "build", exact: true } };
}, "buildBaseline");

// src/pipeline/named-baseline.ts
var namedBaseline = /* @__PURE__ */ __name(async (text, plan, options) => {
  const revision = await resolveRevision(text, plan, options);
  if (revision !== void 0) return buildBaseline(plan, revision, options);
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

// src/pipeline/judge-all.ts
var judgeAll = /* @__PURE__ */ __name(async (reports, run) => {
  const judged = reports.map((report) => judgeReport(report, judgingOf(run)));
  if (judged.every(({ budgets }) => budgets?.verdict !== "fail")) return judged;
  const label = await findOverride(run);
  if (label === void 0) return judged;
  return judged.map(
    (report) => report.budgets === void 0 ? report : { ...report, budgets: override(report.budgets, label) }
  );
}, "judgeAll");
var judgeReport = /* @__PURE__ */ __name((report, judging) => {
  const budgets = judgeBudgets(report, judging);
  return budgets === void 0 ? report : { ...report, budgets };
}, "judgeReport");
var judgingOf = /* @__PURE__ */ __name(({ inputs, context }) => {
  const { overrideLabel, ...budgets } = inputs.budgets;
  return { ...budgets, ...defined({ overrideLabel: context.pullRequest && overrideLabel }) };
}, "judgingOf");
var findOverride = /* @__PURE__ */ __name(async (run) => {
  const { overrideLabel } = run.inputs.budgets;
  if (overrideLabel === void 0) return void 0;
  const wanted = overrideLabel.toLowerCase();
  return (await labelsOf(run)).some((name) => name.toLowerCase() === wanted) ? overrideLabel : void 0;
}, "findOverride");
var labelsOf = /* @__PURE__ */ __name(async ({ context, labels, deps }) => {
  const answer = await labels?.(labelOwner(context));
  if (answer?.kind === "labels") return answer.names;
  const why = answer === void 0 ? "there is no token to ask GitHub with" : answer.problem;
  const { pullRequest } = context;
  if (pullRequest === void 0) {
    deps.log.info(
      `The labels of the pull request that was merged are not known: ${why}; the job needs pull-requests: read`
    );
    return [];
  }
  deps.log.debug(`Labels of the pull request are those of the event: ${why}`);
  return pullRequest.labels;
}, "labelsOf");
var QUEUED = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]{40}$/;
var labelOwner = /* @__PURE__ */ __name(({ pullRequest, ref, sha }) => {
  const number = pullRequest?.number ?? QUEUED.exec(ref)?.[1];
  return number === void 0 ? { kind: "merge", sha } : { kind: "pull-request", number: Number(number) };
}, "labelOwner");

export {
  BudgetError,
  tellBreaches,
  readSilences,
  installableAt,
  tryBuildBaseline,
  compareAndExplain,
  namedBaseline,
  judgeAll,
  judgeReport
};
