import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  BudgetError,
  buildBaseline,
  compareAndExplain,
  judgeAll,
  namedBaseline,
  readSilences,
  renderSboms,
  restoreBaseline,
  sbomFiles,
  tellBreaches
} from "./chunks/chunk-BZIGVBJR.js";
import {
  checkPublishable,
  leavesMachine,
  publishImages,
  publishingFacts
} from "./chunks/chunk-S5UWPOUC.js";
import "./chunks/chunk-7BX5A6U6.js";
import {
  analysePlan,
  findNix,
  formatImageArg,
  nixSystem,
  openGit,
  parseActionInputs,
  parseInstallable,
  planImage,
  queryPositions
} from "./chunks/chunk-HFFNXZGA.js";
import {
  commentMarker,
  findingAnnotations,
  mergeSections,
  renderComment,
  renderSummary,
  worthPosting
} from "./chunks/chunk-62CMUNSM.js";
import {
  extendTrend,
  isBroken,
  parseTrend,
  renderReportFile,
  renderTrend,
  trendPoint
} from "./chunks/chunk-W3IWVADH.js";
import {
  annotationAt,
  branchOf,
  gitTagOf,
  openApi,
  openBaselineStore,
  parseContext,
  readLabels,
  saveStaged,
  upsertComment,
  workflowLog
} from "./chunks/chunk-LPK5Z4F7.js";
import {
  ExitCode,
  error,
  getInput,
  saveState,
  setFailed,
  setOutput,
  setSecret,
  summary
} from "./chunks/chunk-G2LOX5GC.js";
import "./chunks/chunk-COWZVMAT.js";
import {
  keepHeapSmall,
  readVersion,
  removeOnInterrupt,
  runProgram,
  workerSettings
} from "./chunks/chunk-CJ2V6WC2.js";
import {
  machinePlatform
} from "./chunks/chunk-J26AIPMZ.js";
import "./chunks/chunk-UZ43WKVZ.js";
import "./chunks/chunk-SZYH2HD5.js";
import "./chunks/chunk-GL7HVQXP.js";
import {
  openPackers
} from "./chunks/chunk-XJLL2UOV.js";
import "./chunks/chunk-3YOWRT4G.js";
import {
  parseStoreName
} from "./chunks/chunk-TPS7SHAV.js";
import {
  KnownError
} from "./chunks/chunk-C5EYQWJQ.js";
import "./chunks/chunk-XHU6Y52C.js";
import "./chunks/chunk-24EF4IVO.js";
import {
  defined
} from "./chunks/chunk-KKCQXBLK.js";
import "./chunks/chunk-QPEP4A4R.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/main.ts
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path3 from "node:path";

// src/inputs/from-action.ts
var readActionInputs = /* @__PURE__ */ __name(() => parseActionInputs((name) => getInput(name)), "readActionInputs");

// src/pipeline/run-action.ts
import path2 from "node:path";

// src/pipeline/publish-all.ts
var publishAll = /* @__PURE__ */ __name(async (analyses, run, onProgress) => {
  const { push, ociLayout } = run.inputs;
  if (!push && ociLayout === void 0) return;
  await publishImages(analyses, { settings: await publishSettings(run), deps: run.deps, onProgress });
}, "publishAll");
var publishSettings = /* @__PURE__ */ __name(async (run) => {
  const { inputs, context } = run;
  const { owner, repo, actor } = context;
  return {
    toDestinations: inputs.push,
    destinations: inputs.destinations,
    ...inputs.ociLayout === void 0 ? {} : { layout: inputs.ociLayout },
    tags: inputs.tags,
    tagContext: await tagContextOf(run),
    owner,
    repo,
    repositoryUrl: `${context.serverUrl}/${owner}/${repo}`,
    allowDirty: inputs.allowDirty,
    credentials: {
      given: {
        ...inputs.registryUsername === void 0 ? {} : { username: inputs.registryUsername },
        ...inputs.registryPassword === void 0 ? {} : { password: inputs.registryPassword }
      },
      ...inputs.githubToken === void 0 ? {} : { github: { actor, token: inputs.githubToken } }
    },
    insecure: inputs.registryInsecure,
    workflow: {
      ...{ repository: `${owner}/${repo}`, fromFork: context.pullRequest?.fromFork ?? false, actor },
      ...context.ownerType === void 0 ? {} : { ownerType: context.ownerType }
    }
  };
}, "publishSettings");
var tagContextOf = /* @__PURE__ */ __name(async ({ deps, inputs, context }) => {
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  const hasCommit = await git?.headRevision() !== void 0;
  const branch = branchOf(context);
  return {
    headRev: context.pullRequest?.headSha.slice(0, inputs.revLength),
    branch,
    pr: context.pullRequest?.number,
    gitTag: gitTagOf(context),
    date: hasCommit ? await git?.commitDate("HEAD") : void 0,
    onDefaultBranch: branch !== void 0 && branch === context.defaultBranch
  };
}, "tagContextOf");

// src/pipeline/analyse-options.ts
var analyseOptions = /* @__PURE__ */ __name(async (run, nix) => {
  const { deps, inputs, context } = run;
  const { githubToken: token } = inputs;
  const github = token === void 0 ? void 0 : { actor: context.actor, token };
  return {
    ...{ deps, nix, buildArgs: inputs.buildArgs },
    ...defined({ platform: inputs.platform }),
    registry: { insecure: inputs.registryInsecure, ...defined({ github }) },
    silences: readSilences("ignore-findings", inputs.ignoreFindings),
    ...inputs.push ? { publishing: publishingFacts(await publishSettings(run)) } : {}
    // Git is asked for these
  };
}, "analyseOptions");

// src/pipeline/places.ts
var NOWHERE = { packages: /* @__PURE__ */ new Map() };
var findPlaces = /* @__PURE__ */ __name(async (plan, chains, options) => {
  const positions = await positionsOf(plan, chains.flat(), options);
  const image = positions.image ?? {};
  const along = /* @__PURE__ */ __name((chain) => chain.flatMap((path4) => positions.packages.get(path4) ?? []).at(-1) ?? image, "along");
  return { image, along };
}, "findPlaces");
var positionsOf = /* @__PURE__ */ __name(async ({ target }, paths, { deps, buildArgs }) => {
  if (target.kind !== "flake") return NOWHERE;
  const { localDirectory, lockedRef: flakeRef } = target.metadata;
  if (localDirectory === void 0 || flakeRef === void 0) return NOWHERE;
  const { attribute } = parseInstallable(target.installable);
  const names = [...new Set(paths.map((path4) => parseStoreName(path4).pname))];
  const search = { flakeRef, attribute, names, system: nixSystem(deps.machine) };
  return queryPositions(target.nix, { ...search, cwd: deps.cwd, args: buildArgs, log: deps.log });
}, "positionsOf");

// src/pipeline/annotate.ts
var annotate = /* @__PURE__ */ __name(async (judged, options) => {
  let breachPlace;
  for (const { plan, report } of judged) {
    const annotations = findingAnnotations(report);
    const broken = report.budgets?.judged.some(isBroken) === true;
    if (annotations.length === 0 && !broken) continue;
    const chains = annotations.map(({ chain }) => chain);
    const places = await findPlaces(plan, chains, options);
    for (const { title, message, chain } of annotations)
      options.deps.log.warning(message, { title, ...places.along(chain) });
    if (broken) breachPlace ??= places.image;
  }
  const reports = judged.map(({ report }) => report);
  return tellBreaches(reports, options.deps.log, breachPlace);
}, "annotate");

// src/pipeline/write-reports.ts
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
var writeReports = /* @__PURE__ */ __name(async (reports, trend, run) => {
  const file = path.join(run.outputDir, "report.json");
  await mkdir(run.outputDir, { recursive: true });
  await writeFile(file, renderReportFile(reports));
  const sections = reports.map((report) => ({ report }));
  await run.writeSummary(renderSummary(sections, { headRevision: headRevisionOf(run), trend }));
  return { report: file };
}, "writeReports");
var writeSboms = /* @__PURE__ */ __name(async (analyses, { deps, inputs, outputDir }) => {
  if (!inputs.sbom) return [];
  const texts = await renderSboms(analyses, { deps, buildArgs: inputs.buildArgs });
  const files = sbomFiles(path.join(outputDir, "sbom.cdx.json"), texts.length);
  await mkdir(outputDir, { recursive: true });
  for (const [index, file] of files.entries()) await writeFile(file, texts[index] ?? "");
  return files;
}, "writeSboms");
var headRevisionOf = /* @__PURE__ */ __name(({ context }) => context.pullRequest?.headSha ?? context.sha, "headRevisionOf");

// src/pipeline/comment-reports.ts
var commentReports = /* @__PURE__ */ __name(async (reports, run) => {
  const { context, inputs, api } = run;
  if (context.pullRequest === void 0 || inputs.comment === "never" || api === void 0) return {};
  const head = headRevisionOf(run);
  const sections = reports.map((report) => ({ report }));
  const body = renderComment(sections, {
    workflow: context.workflow,
    writer: { job: context.job, run: context.runId, head },
    runUrl: context.runUrl,
    headRevision: head
  });
  const outcome = await api(context.pullRequest.number, {
    marker: commentMarker(context.workflow),
    mayCreate: inputs.comment === "always" || reports.some(worthPosting),
    compose: /* @__PURE__ */ __name((existing) => existing === void 0 ? body : mergeSections(existing, body), "compose")
  });
  return tellOutcome(outcome, run);
}, "commentReports");
var tellOutcome = /* @__PURE__ */ __name((outcome, { deps: { log: log2 }, context }) => {
  switch (outcome.kind) {
    case "forbidden":
      log2.warning(forbidden(context, outcome.status));
      return {};
    case "failed":
      log2.warning(
        `GitHub could not be asked for the comment: ${outcome.problem}. The report is in the job summary; run the job again.`
      );
      return {};
    case "not-needed":
      log2.info("Nothing in the image changed that is worth a comment.");
      return {};
    case "created":
    case "updated":
    case "unchanged":
      log2.info(`Comment ${outcome.kind}: ${outcome.url}`);
      return { "comment-url": outcome.url };
  }
}, "tellOutcome");
var forbidden = /* @__PURE__ */ __name(({ pullRequest }, status) => {
  const found = `The token may not comment on this pull request (status ${status}); the report is in the job summary.`;
  return pullRequest?.fromFork === true ? `${found} Pull requests from forks get a read-only token.` : `${found} Add this to the job:
permissions:
  contents: read
  pull-requests: write`;
}, "forbidden");

// src/pipeline/base-commit.ts
var findBaseCommit = /* @__PURE__ */ __name(async (context, git) => {
  if (context.pullRequest !== void 0) return pullRequestBase(context.pullRequest, git);
  if (context.eventName === "schedule" || context.eventName === "workflow_dispatch") return void 0;
  if (context.eventName === "push" && context.ref.startsWith("refs/heads/") && context.before !== void 0) {
    return { revision: context.before, exact: true };
  }
  return firstParent(git, "HEAD");
}, "findBaseCommit");
var pullRequestBase = /* @__PURE__ */ __name(async ({ headSha, baseRef }, git) => {
  const parents = await git.parents("HEAD");
  const isMergeOfHead = parents.length === 2 && parents[1] === headSha;
  if (isMergeOfHead && parents[0] !== void 0) return { revision: parents[0], exact: true };
  const base = await git.mergeBase("HEAD", `origin/${baseRef}`) ?? await git.mergeBase("HEAD", baseRef);
  return base === void 0 ? void 0 : { revision: base, exact: true };
}, "pullRequestBase");
var firstParent = /* @__PURE__ */ __name(async (git, revision) => {
  const [parent] = await git.parents(revision);
  return parent === void 0 ? void 0 : { revision: parent, exact: true };
}, "firstParent");

// src/pipeline/compare-all.ts
var compareAll = /* @__PURE__ */ __name(async (analyses, run, options) => {
  const find = await baselineFinder(analyses, run, options);
  const found = /* @__PURE__ */ new Map();
  for (const { plan } of analyses) if (!found.has(plan)) found.set(plan, await find(plan));
  const reports = [];
  for (const { plan, report } of analyses) {
    reports.push(await compareAndExplain(report, found.get(plan) ?? NOT_ASKED, { ...options, plan }));
  }
  return reports;
}, "compareAll");
var NOT_ASKED = { kind: "no-baseline", reason: "not-asked" };
var FIRST_RUN = { kind: "no-baseline", reason: "first-run" };
var baselineFinder = /* @__PURE__ */ __name(async (analyses, run, analysing) => {
  const { deps, inputs, context, store } = run;
  const choice = inputs.baseline;
  const openPacker = openPackers({ compression: inputs.compression, known: blobsOf(analyses) });
  const options = { ...analysing, openPacker };
  if (choice.kind === "none") return async () => NOT_ASKED;
  if (choice.kind === "named") return (plan) => namedBaseline(choice.text, plan, options);
  const git = await openCheckout(run);
  const base = git === void 0 ? void 0 : await findBaseCommit(context, git);
  if (base === void 0 && context.pullRequest !== void 0) return async () => noBaseCommit(run);
  const ofCheckout = sourcesAt(await git?.headRevision(), analyses);
  const stored = store === void 0 ? void 0 : await restoreBaseline(store, { base, ofCheckout, log: deps.log });
  if (stored !== void 0) return async () => stored;
  if (base === void 0 || context.pullRequest === void 0) return async () => FIRST_RUN;
  const hasReports = once(async () => await store?.restore(void 0) !== void 0);
  return async (plan) => {
    const isFirst = plan.target.kind !== "flake" && store !== void 0 && !await hasReports();
    return isFirst ? FIRST_RUN : buildBaseline(plan, base, options);
  };
}, "baselineFinder");
var once = /* @__PURE__ */ __name((ask) => {
  let answer;
  return () => {
    answer ??= ask();
    return answer;
  };
}, "once");
var openCheckout = /* @__PURE__ */ __name(async ({ deps }) => {
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  return await git?.headRevision() === void 0 ? void 0 : git;
}, "openCheckout");
var sourcesAt = /* @__PURE__ */ __name((revision, analyses) => new Set(
  analyses.filter(({ plan }) => revision !== void 0 && plan.revision === revision).map(({ report }) => report.image.source)
), "sourcesAt");
var noBaseCommit = /* @__PURE__ */ __name(({ deps }) => {
  const detail = "the base commit of this pull request is not known in this clone";
  deps.log.warning(
    `No baseline: ${detail}; let actions/checkout take the merge commit (its default), or set fetch-depth: 0`
  );
  return { kind: "no-baseline", reason: "unavailable", detail };
}, "noBaseCommit");
var blobsOf = /* @__PURE__ */ __name((analyses) => new Map(
  analyses.flatMap(
    ({ image }) => image.layers.flatMap(({ diffId, blob }) => blob === void 0 ? [] : [[diffId, blob]])
  )
), "blobsOf");

// src/pipeline/outputs.ts
var reportOutputs = /* @__PURE__ */ __name((analyses, reports) => {
  const [analysis, report] = [analyses[0], reports[0]];
  return analysis === void 0 || report === void 0 ? {} : { ...imageOutputs(analysis, report), ...verdictOutput(reports) };
}, "reportOutputs");
var verdictOutput = /* @__PURE__ */ __name((reports) => {
  const verdicts = reports.flatMap(({ budgets }) => budgets?.verdict ?? []);
  const worst = ["fail", "warn", "pass"].find((verdict) => verdicts.includes(verdict));
  return worst === void 0 ? {} : { verdict: worst };
}, "verdictOutput");
var imageOutputs = /* @__PURE__ */ __name(({ plan }, { comparison, totals, image, budgets }) => ({
  "image-id": image.configDigest,
  rev: plan.rev,
  ...text("compressed-size", totals.compressedSize),
  ...text("unpacked-size", totals.contentSize),
  ...comparison?.kind === "compared" ? {
    ...text("size-change", sizeChange(comparison.totals)),
    ...text("update-pull-size", comparison.layers.updatePullSize),
    changed: String(!comparison.identical)
  } : {},
  ...budgets === void 0 ? {} : { verdict: budgets.verdict }
}), "imageOutputs");
var sizeChange = /* @__PURE__ */ __name(({ compressedSize, contentSize }) => {
  const [before, now] = [compressedSize.baseline, compressedSize.current];
  if (before !== void 0 && now !== void 0) return now - before;
  return (contentSize.current ?? 0) - (contentSize.baseline ?? 0);
}, "sizeChange");
var text = /* @__PURE__ */ __name((name, value) => value === void 0 ? {} : { [name]: String(value) }, "text");
var publishOutputs = /* @__PURE__ */ __name(([first]) => {
  if (first === void 0) return {};
  const { packed, tags, pushes, layouts } = first;
  if (pushes.length === 0 && layouts.length === 0) return {};
  return {
    digest: packed.digest,
    tags: tags.join("\n"),
    ...pushes[0] === void 0 ? {} : { image: pushes[0].image, reference: pushes[0].reference },
    ...layouts[0] === void 0 ? {} : { "oci-layout": layouts[0] }
  };
}, "publishOutputs");
var sbomOutputs = /* @__PURE__ */ __name(([first]) => first === void 0 ? {} : { sbom: first }, "sbomOutputs");
var describeAll = /* @__PURE__ */ __name((analyses, reports, { published, sboms }) => JSON.stringify(
  analyses.map((analysis, index) => {
    const report = reports[index] ?? analysis.report;
    const { name, platform } = report.image;
    return {
      ...{ name, platform },
      ...imageOutputs(analysis, report),
      ...sbomOutputs(sboms.slice(index)),
      ...publishOutputs(published.slice(index))
    };
  })
), "describeAll");

// src/pipeline/stage-baseline.ts
var stageBaseline = /* @__PURE__ */ __name(async (plans, { reports, trend }, { deps, context, store }) => {
  if (store === void 0 || branchOf(context) === void 0 || plans.some(({ dirty }) => dirty)) return void 0;
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  const head = await git?.headRevision();
  if (git === void 0 || head === void 0) return void 0;
  const plain = reports.map(({ comparison: _, ...report }) => report);
  const extended = isOnDefaultBranch(context) ? extendTrend(trend, trendPoint(reports, { revision: head, date: await git.commitDate(head) })) : trend;
  return store.stage(head, { report: renderReportFile(plain), trend: renderTrend(extended) });
}, "stageBaseline");
var isOnDefaultBranch = /* @__PURE__ */ __name((context) => branchOf(context) === context.defaultBranch, "isOnDefaultBranch");

// src/pipeline/trend.ts
var pastTrend = /* @__PURE__ */ __name(async ({ store }) => store === void 0 ? [] : parseTrend(await store.trend()), "pastTrend");

// src/pipeline/run-action.ts
var runAction = /* @__PURE__ */ __name(async (run) => {
  const nix = findNix(run.deps);
  const plans = await planAll(run, nix);
  const options = await analyseOptions(run, nix);
  const analyses = await analyseAll(plans, run, options);
  const reports = await judgeAll(await compareAll(analyses, run, options), run);
  setOutputs(run, { ...await nixOutput(nix), ...reportOutputs(analyses, reports) });
  const trend = await pastTrend(run);
  setOutputs(run, await writeReports(reports, trend, run));
  const sboms = await writeSboms(analyses, run);
  setOutputs(run, sbomOutputs(sboms));
  setOutputs(run, await commentReports(reports, run));
  const tell = /* @__PURE__ */ __name((published) => setOutputs(run, { ...publishOutputs(published), metadata: describeAll(analyses, reports, { published, sboms }) }), "tell");
  tell([]);
  const breach = await annotate(
    analyses.map(({ plan }, index) => ({ plan, report: reports[index] })),
    options
  );
  if (breach === void 0) await publishAll(analyses, run, tell);
  return defined({ staged: await stageBaseline(plans, { reports, trend }, run), breach });
}, "runAction");
var setOutputs = /* @__PURE__ */ __name((run, outputs) => {
  for (const [name, value] of Object.entries(outputs)) run.setOutput(name, value);
}, "setOutputs");
var nixOutput = /* @__PURE__ */ __name(async (nix) => {
  const found = await nix.want();
  return found === void 0 ? {} : { "nix-version": found.version };
}, "nixOutput");
var planAll = /* @__PURE__ */ __name(async ({ deps, inputs }, nix) => {
  const plans = [];
  for (const arg of inputs.images) {
    const plan = await planImage(arg, { deps, nix, buildArgs: inputs.buildArgs, revLength: inputs.revLength });
    if (inputs.push && leavesMachine(inputs.destinations)) checkPublishable(plan, inputs.allowDirty);
    plans.push(plan);
  }
  return plans;
}, "planAll");
var analyseAll = /* @__PURE__ */ __name(async (plans, { deps, inputs }, options) => {
  const keepsBlobs = inputs.push || inputs.ociLayout !== void 0;
  const spool = keepsBlobs ? { spoolDir: path2.join(deps.tempDir, "blobs") } : {};
  const openPacker = openPackers({ compression: inputs.compression, ...spool });
  const analyses = [];
  for (const plan of plans) analyses.push(...await analysePlan(plan, { ...options, openPacker }));
  return analyses;
}, "analyseAll");

// src/main.ts
var main = /* @__PURE__ */ __name(async () => {
  keepHeapSmall();
  const inputs = readActionInputs();
  for (const secret of [inputs.registryPassword, inputs.githubToken]) if (secret !== void 0) setSecret(secret);
  forgetInputs();
  const context = await readContext();
  const temp = process.env["RUNNER_TEMP"] ?? os.tmpdir();
  const tempDir = await mkdtemp(path3.join(temp, "nix-image-"));
  const stopWatching = removeOnInterrupt(tempDir);
  try {
    const { staged, breach } = await runAction({
      ...await connect(inputs, context, temp),
      inputs,
      context,
      deps: { ...EFFECTS, tempDir, workers: workerSettings(import.meta.url) }
    });
    if (breach === void 0 && staged !== void 0) saveState("staged", JSON.stringify(staged));
    if (breach === void 0) return;
    if (staged !== void 0) await saveStaged(await import("./chunks/cache-DHQ5GREU.js"), staged, log);
    throw breach;
  } finally {
    stopWatching();
    await rm(tempDir, { recursive: true, force: true });
  }
}, "main");
var forgetInputs = /* @__PURE__ */ __name(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("INPUT_")) delete process.env[name];
}, "forgetInputs");
var log = workflowLog(() => performance.now());
var machine = machinePlatform(process.arch);
var version = /* @__PURE__ */ __name(() => readVersion(import.meta.url), "version");
var EFFECTS = {
  run: runProgram,
  fetch: globalThis.fetch,
  log,
  version,
  machine,
  env: process.env,
  cwd: process.cwd()
};
var readContext = /* @__PURE__ */ __name(async () => {
  const file = process.env["GITHUB_EVENT_PATH"];
  return parseContext(process.env, file === void 0 ? "" : await readFile(file, "utf8"));
}, "readContext");
var connect = /* @__PURE__ */ __name(async (inputs, context, temp) => {
  const store = openStore(inputs, temp);
  const api = commentApi(inputs, context);
  const labels = labelApi(inputs, context);
  return {
    ...store === void 0 ? {} : { store },
    ...api === void 0 ? {} : { api },
    ...labels === void 0 ? {} : { labels },
    outputDir: await mkdtemp(path3.join(temp, "nix-image-report-")),
    writeSummary: /* @__PURE__ */ __name(async (markdown) => {
      await summary.addRaw(markdown).write();
    }, "writeSummary"),
    setOutput: /* @__PURE__ */ __name((name, value) => setOutput(name, value), "setOutput")
  };
}, "connect");
var openStore = /* @__PURE__ */ __name((inputs, temp) => {
  if ((process.env["ACTIONS_RESULTS_URL"] ?? process.env["ACTIONS_CACHE_URL"] ?? "") === "") return void 0;
  const cache = {
    restoreCache: /* @__PURE__ */ __name(async (...args) => (await import("./chunks/cache-DHQ5GREU.js")).restoreCache(...args), "restoreCache")
  };
  const runner = `${process.env["RUNNER_OS"] ?? ""}-${process.env["RUNNER_ARCH"] ?? ""}`;
  const { kind, level } = inputs.compression;
  const images = inputs.images.map(formatImageArg);
  const scope = { images, buildArgs: inputs.buildArgs, compression: `${kind}:${level}`, runner };
  return openBaselineStore({ cache, dir: path3.join(temp, "nix-image-baseline"), scope, log });
}, "openStore");
var commentApi = /* @__PURE__ */ __name((inputs, { owner, repo, apiUrl }) => {
  const token = inputs.githubToken;
  if (token === void 0) return void 0;
  return async (issue, comment) => upsertComment(await openApi({ token, apiUrl }), { owner, repo, issue }, comment);
}, "commentApi");
var labelApi = /* @__PURE__ */ __name((inputs, { owner, repo, apiUrl }) => {
  const token = inputs.githubToken;
  if (token === void 0) return void 0;
  return async (of) => readLabels(await openApi({ token, apiUrl }), { owner, repo }, of);
}, "labelApi");
try {
  await main();
} catch (error2) {
  if (error2 instanceof BudgetError) {
    error(error2.message, annotationAt(error2.place));
    process.exitCode = ExitCode.Failure;
  } else if (error2 instanceof KnownError) setFailed(error2.message);
  else setFailed(error2 instanceof Error ? error2.stack ?? error2.message : String(error2));
}
