import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  BudgetError,
  compareAndExplain,
  installableAt,
  judgeAll,
  namedBaseline,
  readSilences,
  tellBreaches,
  tryBuildBaseline
} from "./chunks/chunk-FKTE6K4H.js";
import {
  NOTHING_PREPARED,
  annotationsFor,
  attachedReport,
  attachedSbom,
  checkPublishable,
  createPublisher,
  destinationContext,
  destinationsOf,
  leavesMachine,
  namingSettings,
  packersFor,
  preparePublishing,
  publishSurely,
  readForPublishing,
  withoutTags
} from "./chunks/chunk-ZNKYCV3K.js";
import {
  renderSboms,
  sbomFiles
} from "./chunks/chunk-6322QC6N.js";
import {
  loadImages
} from "./chunks/chunk-ZNUXY6SK.js";
import {
  analysePlan,
  analyseRealised,
  findEngine,
  findNix,
  instantiate,
  nixSystem,
  openForReading,
  parseInstallable,
  planImage,
  provenanceOf,
  queryPositions,
  readRemoteImage
} from "./chunks/chunk-2H4F7B5S.js";
import "./chunks/chunk-KB2GI7UG.js";
import {
  readReportClient
} from "./chunks/chunk-6THJAQ47.js";
import {
  keepHeapSmall,
  workerSettings
} from "./chunks/chunk-AOFRLFHV.js";
import "./chunks/chunk-4EDFUQKZ.js";
import {
  renderRunFacts,
  tellComment
} from "./chunks/chunk-QMPSYJB3.js";
import {
  adoptReport,
  extendTrend,
  isOfToday,
  parseReportFile,
  parseTrend,
  renderReportFile,
  renderTrend,
  trendPoint
} from "./chunks/chunk-JFXXGL7K.js";
import {
  commentMarker,
  findingAnnotations,
  mergeSections,
  renderComment,
  renderHtml,
  renderSummary,
  worthPosting
} from "./chunks/chunk-K5RP352F.js";
import {
  isBroken
} from "./chunks/chunk-BXXVUI6A.js";
import "./chunks/chunk-4DAKE55C.js";
import "./chunks/chunk-WWT3VFJF.js";
import {
  parseStoreName
} from "./chunks/chunk-EG7TS4Y5.js";
import {
  accessOf,
  tagFactsOf
} from "./chunks/chunk-G6LJARBJ.js";
import {
  checkCredentials,
  headDate,
  tagsOfCommit
} from "./chunks/chunk-EKAH3C6I.js";
import {
  REPORT_ARTIFACT,
  parseDestinations,
  parseReuseSources,
  readAttached
} from "./chunks/chunk-YGTJ2II7.js";
import {
  openGit
} from "./chunks/chunk-HQY36DKX.js";
import {
  chooseCredentials,
  describeSource,
  readDockerCredentials,
  storeLogin
} from "./chunks/chunk-S5TTZZGM.js";
import {
  openRegistryFetch,
  readVersion,
  removeOnInterrupt,
  runProgram
} from "./chunks/chunk-MNBUOW32.js";
import "./chunks/chunk-GDDRRXG6.js";
import {
  once
} from "./chunks/chunk-Q27EGVJI.js";
import {
  openPackers
} from "./chunks/chunk-QJ33JM6Z.js";
import "./chunks/chunk-WJ444KRO.js";
import "./chunks/chunk-7QVOKJJR.js";
import {
  readActionInputs
} from "./chunks/chunk-UDPGR2AS.js";
import {
  formatImageArg
} from "./chunks/chunk-IAKEKEDV.js";
import "./chunks/chunk-JYKSYV3G.js";
import "./chunks/chunk-TCTDNPSK.js";
import "./chunks/chunk-42IRVI7Q.js";
import {
  annotationAt,
  branchOf,
  failStep,
  hasArtifacts,
  listArtifacts,
  openApi,
  openArtifacts,
  openBaselineStore,
  parseContext,
  readLabels,
  readMergeBase,
  saveStaged,
  upsertComment,
  workflowLog
} from "./chunks/chunk-QOZYXXHN.js";
import "./chunks/chunk-U3M72GLK.js";
import {
  ExitCode,
  error,
  saveState,
  setOutput,
  setSecret,
  summary
} from "./chunks/chunk-6BMPN22G.js";
import {
  manifestSchema
} from "./chunks/chunk-5RK4XCTW.js";
import {
  formatImageRef
} from "./chunks/chunk-GEC2743B.js";
import {
  parseJson
} from "./chunks/chunk-MRU7UBN4.js";
import {
  machinePlatform,
  parsePlatform
} from "./chunks/chunk-KFVUV2LW.js";
import "./chunks/chunk-T2GPOKVR.js";
import {
  formatBytes
} from "./chunks/chunk-GL7HVQXP.js";
import {
  formatPlatform,
  object,
  optional,
  record,
  string,
  unknown
} from "./chunks/chunk-FLZNCGTB.js";
import {
  defined
} from "./chunks/chunk-KKCQXBLK.js";
import "./chunks/chunk-EZNROI2T.js";
import "./chunks/chunk-QPEP4A4R.js";
import {
  KnownError
} from "./chunks/chunk-UNTW53JI.js";
import "./chunks/chunk-OL3P4MEU.js";
import "./chunks/chunk-XHU6Y52C.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/main.ts
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os2 from "node:os";
import path5 from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// src/connections.ts
import path from "node:path";
var openConnections = /* @__PURE__ */ __name((runner) => ({
  ...defined({ store: openStore(runner), upload: openUpload(runner) }),
  ...openGitHub(runner)
}), "openConnections");
var openStore = /* @__PURE__ */ __name(({ inputs, env, temp, log: log2 }) => {
  if ((env["ACTIONS_RESULTS_URL"] ?? env["ACTIONS_CACHE_URL"] ?? "") === "") return void 0;
  const cache = {
    restoreCache: /* @__PURE__ */ __name(async (...args) => (await import("./chunks/cache-2VBT5L3M.js")).restoreCache(...args), "restoreCache")
  };
  const { platform, compression } = inputs;
  const scope = {
    images: inputs.images.map(formatImageArg),
    buildArgs: inputs.buildArgs,
    platform: typeof platform === "object" ? formatPlatform(platform) : platform ?? "",
    compression: `${compression.kind}:${compression.level}`,
    runner: `${env["RUNNER_OS"] ?? ""}-${env["RUNNER_ARCH"] ?? ""}`
  };
  return openBaselineStore({ cache, dir: path.join(temp, "nix-image-baseline"), scope, log: log2 });
}, "openStore");
var openUpload = /* @__PURE__ */ __name(({ inputs, context, env, log: log2 }) => {
  const { ACTIONS_RESULTS_URL: url = "", ACTIONS_RUNTIME_TOKEN: token = "" } = env;
  if (!inputs.uploadReport || url === "" || token === "") return void 0;
  if (hasArtifacts(context.serverUrl)) {
    return openArtifacts({ client: /* @__PURE__ */ __name(async () => new (await import("./chunks/artifact-3ZCF4IHZ.js")).DefaultArtifactClient(), "client"), log: log2 });
  }
  log2.info("GitHub Enterprise Server takes no artifacts from this action; the report is in the job summary.");
  return void 0;
}, "openUpload");
var openGitHub = /* @__PURE__ */ __name(({ inputs, context, log: log2, pace }) => {
  const { githubToken: token } = inputs;
  if (token === void 0) return {};
  const { owner, repo, apiUrl } = context;
  const open = /* @__PURE__ */ __name(() => openApi({ token, apiUrl }), "open");
  return {
    api: /* @__PURE__ */ __name(async (issue, comment) => upsertComment({ api: await open(), target: { owner, repo, issue }, comment, pace, log: log2 }), "api"),
    labels: /* @__PURE__ */ __name(async (of) => readLabels(await open(), { owner, repo }, of), "labels"),
    mergeBase: /* @__PURE__ */ __name(async (base, head) => readMergeBase(await open(), { owner, repo }, { base, head }), "mergeBase")
  };
}, "openGitHub");

// src/pipeline/places.ts
var NOWHERE = { packages: /* @__PURE__ */ new Map() };
var findPlaces = /* @__PURE__ */ __name(async (plan, chains, options) => {
  const positions = await positionsOf(plan, chains.flat(), options);
  const image = positions.image ?? {};
  const along = /* @__PURE__ */ __name((chain) => chain.flatMap((path6) => positions.packages.get(path6) ?? []).at(-1) ?? image, "along");
  return { image, along };
}, "findPlaces");
var positionsOf = /* @__PURE__ */ __name(async ({ target }, paths, { deps, buildArgs }) => {
  if (target.kind !== "flake") return NOWHERE;
  const { localDirectory, lockedRef: flakeRef } = target.metadata;
  if (localDirectory === void 0 || flakeRef === void 0) return NOWHERE;
  const { attribute } = parseInstallable(target.installable);
  const names = [...new Set(paths.map((path6) => parseStoreName(path6).pname))];
  const search = { flakeRef, attribute, names, system: nixSystem(deps.machine) };
  return queryPositions(target.nix, { ...search, cwd: deps.cwd, args: buildArgs, log: deps.log });
}, "positionsOf");

// src/pipeline/annotate.ts
var MOST_FINDINGS = 7;
var annotate = /* @__PURE__ */ __name(async (judged, options) => {
  let breachPlace;
  let left = MOST_FINDINGS;
  for (const { plan, report } of judged) {
    const annotations = findingAnnotations(report).slice(0, left);
    left -= annotations.length;
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

// src/pipeline/make-reports.ts
import path2 from "node:path";

// src/pipeline/open-publisher.ts
var openPublisher = /* @__PURE__ */ __name(async (run) => {
  const { push, ociLayout } = run.inputs;
  if (push === "no" && ociLayout === void 0) return void 0;
  const { context, inputs, deps } = run;
  const tagContext = { ...tagFactsOf(context, inputs.revLength, deps), date: await headDate(deps) };
  return createPublisher({ ...publishPlaces(run), tagContext }, deps);
}, "openPublisher");
var publishPlaces = /* @__PURE__ */ __name(({ inputs, context }) => {
  const naming = namingSettings(inputs);
  return {
    toDestinations: inputs.push !== "no",
    byDigest: inputs.push === "by-digest",
    ...inputs.push === "by-digest" ? withoutTags(naming) : naming,
    ...inputs.ociLayout === void 0 ? {} : { layout: inputs.ociLayout },
    compression: inputs.compression,
    reuseFrom: parseReuseSources(inputs.reuseFrom),
    mountFrom: inputs.mountFrom,
    ...context.defaultBranch === void 0 ? {} : { defaultBranch: context.defaultBranch },
    ...accessOf(inputs, context),
    repositoryUrl: `${context.serverUrl}/${context.owner}/${context.repo}`,
    ...context.about === void 0 ? {} : { about: context.about },
    allowDirty: inputs.allowDirty
  };
}, "publishPlaces");

// src/pipeline/publishing-facts.ts
var publishingFacts = /* @__PURE__ */ __name((settings) => (image, plan) => {
  if (!settings.toDestinations) return void 0;
  const said = { ...annotationsFor(image, plan, settings), ...settings.labels };
  try {
    const places = destinationsOf({ plan, repoTags: image.repoTags }, settings);
    return {
      registries: places.flatMap((place) => place.kind === "registry" ? [place.ref.registry] : []),
      annotatesSource: said["org.opencontainers.image.source"] !== void 0
    };
  } catch (error2) {
    if (error2 instanceof KnownError) return void 0;
    throw error2;
  }
}, "publishingFacts");

// src/pipeline/analyse-options.ts
var analyseOptions = /* @__PURE__ */ __name((run, nix) => {
  const { deps, inputs, context } = run;
  const { githubToken: token } = inputs;
  const github = token === void 0 ? void 0 : { actor: context.actor, token };
  return {
    ...{ deps, nix, buildArgs: inputs.buildArgs },
    ...defined({ platform: inputs.platform }),
    registry: { insecure: inputs.registryInsecure, ...defined({ github }) },
    silences: readSilences("ignore-findings", inputs.ignoreFindings),
    publishing: publishingFacts(publishPlaces(run))
  };
}, "analyseOptions");

// src/pipeline/pull-request-base.ts
var findPullRequestBase = /* @__PURE__ */ __name(async ({ eventName, sha }, pull, sources) => {
  const { git, log: log2 } = sources;
  const [parents, head = ""] = await Promise.all([git.parents("HEAD"), git.headRevision()]);
  const isMergeOfHead = parents.length === 2 && parents[1] === pull.headSha;
  if (isMergeOfHead && parents[0] !== void 0) return { kind: "commit", revision: parents[0] };
  const isHead = head === pull.headSha;
  if (!isHead) {
    if (eventName === "pull_request_target" && head === sha) return unknown2(nothingOf(head));
    log2.info(
      `${short(head)} is checked out, neither a merge of this pull request's head ${short(pull.headSha)} nor that itself: it is compared with the commit at which it left ${pull.baseRef}.`
    );
  }
  const revision = await forkPoint({ ...sources, head, pull });
  if (revision === void 0) return unknown2(`where ${short(head)} left ${pull.baseRef} is not known`);
  if (revision !== head) return { kind: "commit", revision };
  return isHead ? unknown2(`the pull request's head ${short(head)} is already part of ${pull.baseRef}`) : unknown2(nothingOf(head));
}, "findPullRequestBase");
var nothingOf = /* @__PURE__ */ __name((head) => `${short(head)}, which is checked out, does not tell what this pull request changes`, "nothingOf");
var short = /* @__PURE__ */ __name((id) => id.slice(0, 7), "short");
var unknown2 = /* @__PURE__ */ __name((found) => ({
  kind: "unknown",
  found,
  advice: "let actions/checkout take the merge commit (on pull_request its default), or set fetch-depth: 0"
}), "unknown");
var forkPoint = /* @__PURE__ */ __name(async (from) => {
  const { baseRef, baseSha, headSha } = from.pull;
  const ofBranch = await mergeBase({ kind: "branch", name: baseRef }, from);
  const isDecided = ofBranch !== void 0 && ofBranch !== from.head;
  if (isDecided || baseSha === void 0 || from.head !== headSha) return ofBranch;
  return await mergeBase({ kind: "commit", id: baseSha }, from) ?? ofBranch;
}, "forkPoint");
var mergeBase = /* @__PURE__ */ __name(async (other, { git, mergeBase: ask, log: log2, head, pull }) => {
  const here = pull.fromFork ? void 0 : await git.mergeBase(other);
  if (here !== void 0) return here;
  const answer = await ask?.(other.kind === "branch" ? other.name : other.id, head);
  if (answer?.kind === "commit") return answer.id;
  const name = other.kind === "branch" ? other.name : short(other.id);
  const why = answer === void 0 ? "" : `GitHub does not tell the merge base: ${answer.problem}. `;
  return log2.group(
    `${why}Fetching history until the merge base with ${name} is known`,
    () => git.fetchMergeBase(other)
  );
}, "mergeBase");

// src/pipeline/find-base-commit.ts
var OF_A_COMMIT = ["push", "merge_group", "create", "release", "deployment", "deployment_status"];
var findBaseCommit = /* @__PURE__ */ __name(async (context, sources) => {
  if (context.pullRequest !== void 0) return findPullRequestBase(context, context.pullRequest, sources);
  if (!OF_A_COMMIT.includes(context.eventName)) return { kind: "newest" };
  const revision = await pushedFrom(context, sources) ?? (await sources.git.parents("HEAD"))[0];
  return revision === void 0 ? { kind: "newest" } : { kind: "commit", revision };
}, "findBaseCommit");
var pushedFrom = /* @__PURE__ */ __name(async (context, { git }) => {
  const { eventName, ref, sha, before } = context;
  if (eventName !== "push" || before === void 0 || !ref.startsWith("refs/heads/")) return void 0;
  if (await git.headRevision() !== sha) return void 0;
  return await git.descendsFrom("HEAD", before) === false ? void 0 : before;
}, "pushedFrom");

// src/pipeline/open-checkout.ts
var openCheckout = /* @__PURE__ */ __name(async (plans, { deps }) => {
  for (const dir of [deps.cwd, ...plans.flatMap(folderOf)]) {
    const git = await openGit({ run: deps.run, dir });
    if (await git?.headRevision() !== void 0) return git;
  }
  return void 0;
}, "openCheckout");
var folderOf = /* @__PURE__ */ __name(({ target }) => {
  const dir = target.kind === "flake" ? target.metadata.localDirectory : void 0;
  return dir === void 0 ? [] : [dir];
}, "folderOf");

// src/pipeline/stored-reports.ts
var readStored = /* @__PURE__ */ __name((stored2, { ofCheckout, log: log2 }) => {
  const { revision, text: text2 } = stored2;
  const parsed = parseReportFile(text2);
  const problem = parsed.kind === "bad" ? parsed.problem : strayProblem(parsed.value, revision, ofCheckout);
  if (parsed.kind === "ok" && problem === void 0) return { revision, reports: parsed.value };
  log2.info(`The stored report of ${revision} is passed over: ${problem}.`);
  return void 0;
}, "readStored");
var strayProblem = /* @__PURE__ */ __name((reports, revision, ofCheckout) => {
  const stray = reports.find(
    ({ image }) => ofCheckout.has(image.source) && image.revision !== void 0 && image.revision !== revision
  );
  return stray === void 0 ? void 0 : `${stray.image.source} in it is of ${stray.image.revision}`;
}, "strayProblem");

// src/pipeline/base.ts
var openBase = /* @__PURE__ */ __name(async (plans, run) => {
  const { deps, context, store, mergeBase: mergeBase2 } = run;
  const git = await openCheckout(plans, run);
  const commit = git === void 0 ? { kind: "newest" } : await findBaseCommit(context, { git, mergeBase: mergeBase2, log: deps.log });
  if (commit.kind === "unknown") deps.log.warning(`No baseline: ${commit.found}; ${commit.advice}`);
  const trusting = { ofCheckout: sourcesAt(await git?.headRevision(), plans), log: deps.log };
  const restored = once(async () => store?.restore(void 0));
  const parse = /* @__PURE__ */ __name((stored2) => stored2 === void 0 ? void 0 : readStored(stored2, trusting), "parse");
  const newest = once(async () => parse(await restored()));
  return {
    commit,
    newest,
    stored: commit.kind === "commit" ? once(async () => parse(await store?.restore(commit.revision))) : newest,
    hasReports: /* @__PURE__ */ __name(async () => store === void 0 ? void 0 : await restored() !== void 0, "hasReports")
  };
}, "openBase");
var sourcesAt = /* @__PURE__ */ __name((revision, plans) => new Set(plans.flatMap((plan) => revision !== void 0 && plan.revision === revision ? [plan.text] : [])), "sourcesAt");

// src/pipeline/attached-reports.ts
var LIMIT = 128 * 1024 * 1024;
var readAttachedReports = /* @__PURE__ */ __name(async (search) => {
  const { repository, image, plan, revision, deps } = search;
  const found = await readAttached({ repository, subject: image.root, artifactType: REPORT_ARTIFACT, limit: LIMIT });
  if (found === void 0) return [];
  const stored2 = { revision, text: Buffer.from(found).toString("utf8") };
  const reports = readStored(stored2, { ofCheckout: /* @__PURE__ */ new Set([plan.text]), log: deps.log })?.reports ?? [];
  const version2 = await deps.version();
  return reports.every((report) => isOfToday(report, version2) && isOf(report, image)) ? reports : [];
}, "readAttachedReports");
var isOf = /* @__PURE__ */ __name((report, { rootBytes }) => {
  const manifest = parseJson(manifestSchema, Buffer.from(rootBytes).toString("utf8"));
  return manifest.kind === "bad" || manifest.value.config.digest === report.image.configDigest;
}, "isOf");

// src/pipeline/registry-baseline.ts
var readPublished = /* @__PURE__ */ __name(async (search) => {
  const { revision, reports, run, options } = search;
  const { log: log2 } = options.deps;
  const settings = publishPlaces(run);
  const places = await tolerate(log2, async () => placesOf(search, settings));
  for (const reference of places) {
    const published = await tolerate(log2, () => read(reference, search, accessOf2(settings)));
    if (published.length === 0) continue;
    const info = { revision, source: "registry", exact: true };
    return { kind: "found", reports: published.map((report) => callAlike(report, reports)), info };
  }
  return void 0;
}, "readPublished");
var tolerate = /* @__PURE__ */ __name(async (log2, ask) => {
  try {
    return await ask();
  } catch (error2) {
    if (!(error2 instanceof KnownError)) throw error2;
    log2.info(`No published image to compare with: ${error2.message.split("\n")[0]}`);
    return [];
  }
}, "tolerate");
var placesOf = /* @__PURE__ */ __name(({ plan, reports, revision, run }, settings) => {
  const tags = tagsOfCommit(settings, { rev: revision.slice(0, run.inputs.revLength), revision });
  const context = destinationContext(plan, reports[0]?.image.repoTags ?? [], settings);
  const destinations = parseDestinations(settings.destinations, context);
  checkCredentials(destinations, settings);
  const registries = destinations.flatMap((place) => place.kind === "registry" ? [place.ref] : []);
  return registries.flatMap(({ registry, repository }) => tags.map((tag) => ({ registry, repository, tag })));
}, "placesOf");
var accessOf2 = /* @__PURE__ */ __name(({ credentials, insecure }) => ({
  ...credentials,
  insecure,
  impatient: true
}), "accessOf");
var read = /* @__PURE__ */ __name(async (reference, search, access) => {
  const { revision, options } = search;
  const { log: log2 } = options.deps;
  const name = formatImageRef(reference);
  return log2.group(`baseline: read ${name}`, async () => {
    const repository = await openForReading(reference, options.deps, access);
    const image = await readRemoteImage(repository, reference);
    const told = annotatedRevision(image);
    if (told !== void 0 && told !== revision) {
      log2.info(`${name} is passed over: it says that it is of ${told}.`);
      return [];
    }
    const attached = await readAttachedTo({ repository, image }, search);
    return attached.length > 0 ? attached : readImage({ reference, image }, search);
  });
}, "read");
var readAttachedTo = /* @__PURE__ */ __name(async ({ repository, image }, { plan, reports, revision, options }) => {
  const { deps } = options;
  const attached = await tolerate(deps.log, () => readAttachedReports({ repository, image, plan, revision, deps }));
  const platforms = platformsOf(reports);
  const wanted = attached.filter((report) => platforms.has(report.image.platform));
  if (wanted.length !== platforms.size) return [];
  deps.log.info(`Took the report that is attached to the published image of ${revision.slice(0, 9)}.`);
  return wanted;
}, "readAttachedTo");
var readImage = /* @__PURE__ */ __name(async ({ reference, image }, { reports, revision, options }) => {
  const target = { kind: "registry", reference };
  const text2 = formatImageRef(reference);
  const plan = { text: text2, target, revision, dirty: false, rev: reference.tag ?? "" };
  const source = { kind: "remote", image };
  const analyses = await analyseRealised({ plan, source }, { ...options, ...platformOf(reports) });
  const platforms = platformsOf(reports);
  const published = analyses.flatMap(({ report }) => platforms.has(report.image.platform) ? [report] : []);
  const size = published.reduce((sum, { totals }) => sum + (totals.compressedSize ?? 0), 0);
  if (published.length > 0)
    options.deps.log.info(`Read the published image of ${revision.slice(0, 9)}: ${formatBytes(size)}.`);
  return published;
}, "readImage");
var platformsOf = /* @__PURE__ */ __name((reports) => new Set(reports.map(({ image }) => image.platform)), "platformsOf");
var REVISION = "org.opencontainers.image.revision";
var Annotated = object({ annotations: optional(record(string(), unknown())) });
var annotatedRevision = /* @__PURE__ */ __name(({ rootBytes }) => {
  const parsed = parseJson(Annotated, Buffer.from(rootBytes).toString("utf8"));
  const told = parsed.kind === "ok" ? parsed.value.annotations?.[REVISION] : void 0;
  return typeof told === "string" && told !== "" ? told : void 0;
}, "annotatedRevision");
var platformOf = /* @__PURE__ */ __name((reports) => {
  const [platform, ...others] = new Set(reports.map(({ image }) => image.platform));
  return defined({ platform: others.length > 0 ? "all" : parsePlatform(platform ?? "") });
}, "platformOf");
var callAlike = /* @__PURE__ */ __name((published, reports) => {
  const current = reports.find(({ image }) => image.platform === published.image.platform);
  return current === void 0 ? published : { ...published, image: { ...published.image, name: current.image.name } };
}, "callAlike");

// src/pipeline/baseline-sources.ts
var FIRST_RUN = { kind: "no-baseline", reason: "first-run" };
var findBaseline = /* @__PURE__ */ __name(async (sought, setting) => {
  for (const source of sourcesFor(setting)) {
    const found = await source(sought);
    if (found !== void 0) return found;
  }
  return FIRST_RUN;
}, "findBaseline");
var sourcesFor = /* @__PURE__ */ __name((setting) => {
  const { base, run, options } = setting;
  if (base.commit.kind !== "commit") return [stored(base)];
  const { revision } = base.commit;
  const published = /* @__PURE__ */ __name((sought) => readPublished({ ...sought, revision, run, options }), "published");
  return [stored(base), published, ...isWorthBuilding(run.context) ? [built(revision, setting)] : []];
}, "sourcesFor");
var stored = /* @__PURE__ */ __name(({ stored: stored2, commit }) => async () => {
  const found = await stored2();
  if (found === void 0) return void 0;
  const { revision, reports } = found;
  return { kind: "found", reports, info: { revision, source: "cache", exact: commit.kind === "commit" } };
}, "stored");
var isWorthBuilding = /* @__PURE__ */ __name(({ pullRequest, eventName }) => pullRequest !== void 0 || eventName === "merge_group", "isWorthBuilding");
var built = /* @__PURE__ */ __name((revision, { base, options }) => async ({ plan }) => plan.target.kind !== "flake" && await base.hasReports() === false ? void 0 : tryBuildBaseline(plan, revision, options), "built");

// src/pipeline/compare-all.ts
var compareAll = /* @__PURE__ */ __name(async (images, comparing) => {
  const openPacker = openPackers({
    compression: comparing.run.inputs.compression,
    known: blobsOf(comparing.analyses),
    workers: comparing.run.deps.workers
  });
  const options = { ...comparing.options, openPacker };
  const baselines = /* @__PURE__ */ new Map();
  for (const [plan, alike] of Map.groupBy(images, (image) => image.plan)) {
    const sought = { plan, reports: alike.map(({ report }) => report) };
    baselines.set(plan, await baselineOf(sought, { ...comparing, options }));
  }
  const reports = [];
  for (const { plan, report } of images) {
    reports.push(await compareAndExplain(report, baselines.get(plan) ?? NOT_ASKED, { ...comparing.options, plan }));
  }
  return reports;
}, "compareAll");
var NOT_ASKED = { kind: "no-baseline", reason: "not-asked" };
var baselineOf = /* @__PURE__ */ __name(async (sought, { run, base, unchanged, options }) => {
  const choice = run.inputs.baseline;
  const { plan, reports } = sought;
  if (choice.kind === "named") return namedBaseline(choice.text, plan, options);
  if (base === void 0) return NOT_ASKED;
  if (base.commit.kind === "unknown") return { kind: "no-baseline", reason: "unavailable", detail: base.commit.found };
  const same = unchanged.get(plan);
  if (same === void 0) return findBaseline(sought, { base, run, options });
  const info = { revision: same.revision, source: "output-path", exact: true };
  return { kind: "found", reports: same.known?.stored ?? reports, info };
}, "baselineOf");
var blobsOf = /* @__PURE__ */ __name((analyses) => new Map(
  analyses.flatMap(
    ({ image }) => image.layers.flatMap(({ diffId, blob }) => blob === void 0 ? [] : [[diffId, blob]])
  )
), "blobsOf");

// src/pipeline/evaluate.ts
var evaluate = /* @__PURE__ */ __name(async (plan, { deps, buildArgs }, revision) => {
  const { text: text2, target } = plan;
  if (target.kind !== "flake") return void 0;
  const { cwd, log: log2, clock: clock2 } = deps;
  const installable = revision === void 0 ? target.installable : await installableAt(plan, revision, deps);
  const at = revision === void 0 ? "" : ` at ${revision.slice(0, 9)}`;
  return log2.group(`evaluate ${text2}${at}`, async () => {
    const started = clock2?.() ?? 0;
    const found = await instantiate(target.nix, installable, { cwd, args: buildArgs, log: log2 });
    const took = clock2 === void 0 ? "" : ` (${((clock2() - started) / 1e3).toFixed(1)} s)`;
    log2.info(`${found?.outPath ?? "Only the build tells its output path."}${took}`);
    return found;
  });
}, "evaluate");

// src/pipeline/unchanged.ts
var findUnchanged = /* @__PURE__ */ __name(async (plans, base, { run, options }) => {
  const { push, ociLayout, load, sbom } = run.inputs;
  const found = /* @__PURE__ */ new Map();
  if (base?.commit.kind !== "commit" || push !== "no" || ociLayout !== void 0 || load || sbom) return found;
  const since = { base, revision: base.commit.revision, options };
  for (const plan of plans) {
    const unchanged = await tryUnchanged(plan, since);
    if (unchanged !== void 0) found.set(plan, unchanged);
  }
  return found;
}, "findUnchanged");
var tryUnchanged = /* @__PURE__ */ __name(async (plan, since) => {
  try {
    return await unchangedSince(plan, since);
  } catch (error2) {
    if (!(error2 instanceof KnownError)) throw error2;
    since.options.deps.log.info(`Output paths are not compared: ${error2.message.split("\n")[0]}`);
    return void 0;
  }
}, "tryUnchanged");
var unchangedSince = /* @__PURE__ */ __name(async (plan, since) => {
  const { base, revision, options } = since;
  const { target } = plan;
  if (target.kind !== "flake" || target.metadata.localDirectory === void 0) return void 0;
  const current = await evaluate(plan, options);
  if (current?.outPath === void 0) return void 0;
  const { log: log2 } = options.deps;
  const same = `${plan.text} has the same output path as at ${revision.slice(0, 9)}`;
  const exact = reportsOf(plan, await base.stored());
  const before = exact[0]?.image.outPath ?? (await evaluate(plan, options, revision))?.outPath;
  if (before !== current.outPath) return void 0;
  const stored2 = exact.length > 0 ? exact : reportsOf(plan, await base.newest());
  const wanted = { outPath: current.outPath, version: await options.deps.version(), platform: options.platform };
  if (!areUsable(stored2, wanted)) {
    log2.info(`${same}. There is no report of it that would do, so it is built once.`);
    return { revision };
  }
  log2.info(`${same}. Its stored report stands, and nothing is built.`);
  return { revision, known: { stored: stored2, adopted: stored2.map((report) => adopt(report, plan, current, options)) } };
}, "unchangedSince");
var reportsOf = /* @__PURE__ */ __name(({ text: text2 }, stored2) => (stored2?.reports ?? []).filter(({ image }) => image.source === text2 && image.outPath !== void 0), "reportsOf");
var areUsable = /* @__PURE__ */ __name((reports, { outPath, version: version2, platform }) => {
  const wanted = platform === void 0 || platform === "all" ? void 0 : formatPlatform(platform);
  return reports.length > 0 && reports.every(
    (report) => report.image.outPath === outPath && isOfToday(report, version2) && (wanted === void 0 || report.image.platform === wanted)
  );
}, "areUsable");
var adopt = /* @__PURE__ */ __name((stored2, plan, built2, { silences }) => adoptReport(stored2, { provenance: provenanceOf(plan, built2), silences }), "adopt");

// src/pipeline/make-reports.ts
var makeReports = /* @__PURE__ */ __name(async (run, nix, publisher) => {
  const plans = await planAll(run, nix);
  const options = analyseOptions(run, nix);
  const base = run.inputs.baseline.kind === "auto" ? await openBase(plans, run) : void 0;
  const packersOf = await preparePackers(plans, { run, base, publisher });
  const unchanged = await findUnchanged(plans, base, { run, options });
  const toRead = plans.filter((plan) => unchanged.get(plan)?.known === void 0);
  const analyses = await analyseAll(toRead, packersOf, { options, publisher });
  const images = inOrder(plans, analyses, unchanged);
  const reports = await judgeAll(await compareAll(images, { run, options, base, unchanged, analyses }), run);
  return { plans, options, analyses, images: images.map(({ plan }, i) => ({ plan, report: reports[i] })) };
}, "makeReports");
var planAll = /* @__PURE__ */ __name(async ({ deps, inputs }, nix) => {
  const plans = [];
  for (const arg of inputs.images) {
    const plan = await planImage(arg, { deps, nix, buildArgs: inputs.buildArgs, revLength: inputs.revLength });
    if (inputs.push !== "no" && leavesMachine(inputs.destinations)) checkPublishable(plan, inputs.allowDirty);
    plans.push(plan);
  }
  return plans;
}, "planAll");
var preparePackers = /* @__PURE__ */ __name(async (plans, { run, base, publisher }) => {
  const { compression, buildArgs, load } = run.inputs;
  const spool = load ? { spoolDir: path2.join(run.deps.tempDir, "blobs") } : {};
  if (publisher === void 0) return () => openPackers({ compression, workers: run.deps.workers, ...spool });
  const baseRevision = base?.commit.kind === "commit" ? base.commit.revision : void 0;
  const reported = (await base?.stored())?.reports.flatMap(blobsOf2);
  const prepared = /* @__PURE__ */ new Map();
  for (const plan of plans) {
    const found = await preparePublishing(plan, { publisher, buildArgs, baseRevision, ...defined({ reported }) });
    prepared.set(plan, load ? { ...NOTHING_PREPARED, uploads: found.uploads } : found);
  }
  return (plan) => packersFor(prepared.get(plan) ?? NOTHING_PREPARED, publisher);
}, "preparePackers");
var blobsOf2 = /* @__PURE__ */ __name(({ layers }) => layers.flatMap(
  ({ diffId, digest, mediaType, compressedSize: size }) => digest === void 0 || mediaType === void 0 || size === void 0 ? [] : [{ diffId, digest, mediaType, size }]
), "blobsOf");
var analyseAll = /* @__PURE__ */ __name(async (plans, packersOf, { options, publisher }) => {
  const analyses = [];
  for (const plan of plans) {
    const found = await analysePlan(plan, { ...options, openPacker: packersOf(plan) });
    for (const { image } of found) publisher?.remember(image);
    analyses.push(...found);
  }
  return analyses;
}, "analyseAll");
var inOrder = /* @__PURE__ */ __name((plans, analyses, unchanged) => {
  const read2 = Map.groupBy(analyses, ({ plan }) => plan);
  return plans.flatMap(
    (plan) => unchanged.get(plan)?.known?.adopted.map((report) => ({ plan, report })) ?? read2.get(plan) ?? []
  );
}, "inOrder");

// src/pipeline/outputs.ts
var reportOutputs = /* @__PURE__ */ __name((images) => {
  const [first] = images;
  return first === void 0 ? {} : { ...imageOutputs(first), ...verdictOutput(images) };
}, "reportOutputs");
var verdictOutput = /* @__PURE__ */ __name((images) => {
  const verdicts = images.flatMap(({ report }) => report.budgets?.verdict ?? []);
  const worst = ["fail", "warn", "pass"].find((verdict) => verdicts.includes(verdict));
  return worst === void 0 ? {} : { verdict: worst };
}, "verdictOutput");
var imageOutputs = /* @__PURE__ */ __name(({ plan, report: { comparison, totals, image, budgets } }) => ({
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
    // Labels that are given for publishing make it another one than the report's.
    "image-id": packed.config.descriptor.digest,
    tags: tags.join("\n"),
    ...pushes[0] === void 0 ? {} : { image: pushes[0].image, reference: pushes[0].reference },
    ...layouts[0] === void 0 ? {} : { "oci-layout": layouts[0] }
  };
}, "publishOutputs");
var sbomOutputs = /* @__PURE__ */ __name(([first]) => first === void 0 ? {} : { sbom: first }, "sbomOutputs");
var describeAll = /* @__PURE__ */ __name((images, { published, sboms }) => JSON.stringify(
  images.map((image, index) => {
    const { name, platform } = image.report.image;
    return {
      ...{ name, platform },
      ...imageOutputs(image),
      ...sbomOutputs(sboms.slice(index)),
      ...publishOutputs(published.slice(index))
    };
  })
), "describeAll");

// src/pipeline/hand-over.ts
import os from "node:os";
var handOver = /* @__PURE__ */ __name(async (published, settings, run) => {
  const { env, log: log2 } = run.deps;
  await listArtifacts(env["GITHUB_ARTIFACTS"], published.flatMap(subjectsOf), log2);
  if (run.inputs.dockerConfigAuth) await storeLogins(published, settings, run);
}, "handOver");
var subjectsOf = /* @__PURE__ */ __name(({ pushes }) => pushes.flatMap(({ image, digest, tags: [tag] }) => tag === void 0 ? [] : `${image}:${tag}@${digest}`), "subjectsOf");
var storeLogins = /* @__PURE__ */ __name(async (published, settings, run) => {
  const { env, log: log2 } = run.deps;
  const registries = new Set(published.flatMap(({ pushes }) => pushes.map(({ image }) => image.split("/")[0] ?? "")));
  const logins = [];
  for (const registry of registries) {
    const stored2 = /* @__PURE__ */ __name(() => readDockerCredentials({ registry, env }), "stored");
    const credentials = await chooseCredentials({ registry, stored: stored2, ...settings.credentials });
    if (credentials === void 0) continue;
    const { secret, source } = credentials;
    const places = { home: env["HOME"] ?? os.homedir(), backupFolder: env["RUNNER_TEMP"] ?? os.tmpdir() };
    const login = await storeLogin({ registry, secret, ...places });
    if (login === void 0) continue;
    logins.push(login);
    run.saveState?.("docker-logins", JSON.stringify(logins));
    log2.info(`${login.file}: has the login for ${registry} until the job ends (from ${describeSource(source)})`);
  }
}, "storeLogins");

// src/pipeline/publish-run.ts
var publishRun = /* @__PURE__ */ __name(async ({ run, publisher, analyses, sboms, onProgress }) => {
  const images = analyses.map(({ plan, image, report }, index) => {
    const sbom = sboms[index];
    const attachments = [
      ...run.inputs.attachReport ? [attachedReport(report)] : [],
      ...sbom === void 0 ? [] : [attachedSbom(sbom.text)]
    ];
    return { plan, image, attachments };
  });
  const published = await publishSurely(images, {
    ...{ publisher, onProgress },
    readWhole: /* @__PURE__ */ __name((anew) => readWhole(images, anew, run), "readWhole")
  });
  await handOver(published, publisher.settings, run);
}, "publishRun");
var readWhole = /* @__PURE__ */ __name(async (images, publisher, { inputs }) => {
  const reading = { publisher, preparation: NOTHING_PREPARED, ...inputs };
  const whole = [];
  for (const [plan, alike] of Map.groupBy(images, (image) => image.plan)) {
    const read2 = await readForPublishing(plan, reading);
    whole.push(...alike.flatMap((known, index) => read2[index] === void 0 ? [] : { ...known, image: read2[index] }));
  }
  return whole;
}, "readWhole");

// src/pipeline/stage-baseline.ts
var stageBaseline = /* @__PURE__ */ __name(async (plans, { reports, trend }, run) => {
  const { context, store } = run;
  if (store === void 0 || branchOf(context) === void 0 || plans.some(({ dirty }) => dirty)) return void 0;
  const git = await openCheckout(plans, run);
  const head = await git?.headRevision();
  if (git === void 0 || head === void 0) return void 0;
  const plain = reports.map(({ comparison: _, ...report }) => report);
  const extended = isOnDefaultBranch(context) ? extendTrend(trend, trendPoint(reports, { revision: head, date: await git.commitDate(head) })) : trend;
  return store.stage(head, { report: renderReportFile(plain), trend: renderTrend(extended) });
}, "stageBaseline");
var isOnDefaultBranch = /* @__PURE__ */ __name((context) => branchOf(context) === context.defaultBranch, "isOnDefaultBranch");

// src/pipeline/write-reports.ts
import { mkdir, writeFile } from "node:fs/promises";
import path3 from "node:path";
var writeReports = /* @__PURE__ */ __name(async (reports, trend, run) => {
  await mkdir(run.outputDir, { recursive: true });
  const report = path3.join(run.outputDir, "report.json");
  await writeFile(report, renderReportFile(reports));
  if (!run.inputs.htmlReport) return { report };
  const page = path3.join(run.outputDir, "report.html");
  await writeFile(page, await renderPage(reports, trend, run));
  return { report, "html-report": page };
}, "writeReports");
var renderPage = /* @__PURE__ */ __name(async (reports, trend, run) => {
  const [client, version2] = await Promise.all([run.reportClient(), run.deps.version()]);
  return renderHtml(reports, { client, trend, version: version2, runUrl: run.context.runUrl, headRevision: headRevisionOf(run) });
}, "renderPage");
var writeSboms = /* @__PURE__ */ __name(async (analyses, { deps, inputs, outputDir }) => {
  if (!inputs.sbom) return [];
  const texts = await renderSboms(analyses, { deps, buildArgs: inputs.buildArgs });
  const files = sbomFiles(path3.join(outputDir, "sbom.cdx.json"), texts.length);
  await mkdir(outputDir, { recursive: true });
  const sboms = files.map((file, index) => ({ file, text: texts[index] ?? "" }));
  for (const { file, text: text2 } of sboms) await writeFile(file, text2);
  return sboms;
}, "writeSboms");
var headRevisionOf = /* @__PURE__ */ __name(({ context }) => context.pullRequest?.headSha ?? context.sha, "headRevisionOf");

// src/pipeline/comment-reports.ts
var commentReports = /* @__PURE__ */ __name(async (reports, run, artifactUrl) => {
  const { context, inputs, api, deps } = run;
  if (context.pullRequest === void 0 || inputs.comment === "never" || api === void 0) return {};
  const head = headRevisionOf(run);
  const sections = reports.map((report) => ({ report }));
  const body = renderComment(sections, {
    workflow: context.workflow,
    writer: { job: context.job, run: context.runId, attempt: context.runAttempt, head },
    runUrl: context.runUrl,
    artifactUrl,
    headRevision: head
  });
  const outcome = await api(context.pullRequest.number, {
    marker: commentMarker(context.workflow),
    mayCreate: inputs.comment === "always" || reports.some(worthPosting),
    compose: /* @__PURE__ */ __name(({ bodies, written }) => mergeSections(bodies, body, { yields: written }), "compose")
  });
  return tellComment(outcome, {
    log: deps.log,
    elsewhere: "the report is in the job summary",
    advice: advice(context)
  });
}, "commentReports");
var advice = /* @__PURE__ */ __name(({ pullRequest }) => pullRequest?.fromFork === true ? "Pull requests from forks get a read-only token." : "Add this to the job:\npermissions:\n  contents: read\n  pull-requests: write", "advice");

// src/pipeline/upload-report.ts
import { writeFile as writeFile2 } from "node:fs/promises";
import path4 from "node:path";
var uploadReport = /* @__PURE__ */ __name(async ([first], files, run) => {
  const { upload, outputDir, context } = run;
  if (upload === void 0 || first === void 0) return {};
  const facts = path4.join(outputDir, "run.json");
  await writeFile2(facts, renderRunFacts(run));
  const { name, platform } = first.image;
  const id = await upload({ name: [context.job, name, platform], files: [...files, facts], folder: outputDir });
  return id === void 0 ? {} : { "artifact-url": `${context.runUrl}/artifacts/${id}` };
}, "uploadReport");

// src/pipeline/tell-reports.ts
var tellReports = /* @__PURE__ */ __name(async (reports, trend, run) => {
  const files = await writeReports(reports, trend, run);
  const uploaded = await uploadReport(reports, Object.values(files), run);
  const artifactUrl = uploaded["artifact-url"];
  const sections = reports.map((report) => ({ report }));
  await run.writeSummary(renderSummary(sections, { artifactUrl, headRevision: headRevisionOf(run), trend }));
  return { ...files, ...uploaded, ...await commentReports(reports, run, artifactUrl) };
}, "tellReports");

// src/pipeline/trend.ts
var pastTrend = /* @__PURE__ */ __name(async ({ store }) => store === void 0 ? [] : parseTrend(await store.trend()), "pastTrend");

// src/pipeline/run-action.ts
var runAction = /* @__PURE__ */ __name(async (run) => {
  const engine = run.inputs.load ? await findEngine(run.deps.run, "auto") : void 0;
  const nix = findNix(run.deps);
  const publisher = await openPublisher(run);
  const { plans, options, analyses, images } = await makeReports(run, nix, publisher);
  setOutputs(run, { ...await nixOutput(nix), ...reportOutputs(images) });
  const reports = images.map(({ report }) => report);
  const trend = await pastTrend(run);
  setOutputs(run, await tellReports(reports, trend, run));
  const sboms = await writeSboms(analyses, run);
  const files = { sboms: sboms.map(({ file }) => file) };
  setOutputs(run, sbomOutputs(files.sboms));
  const tell = /* @__PURE__ */ __name((published) => setOutputs(run, { ...publishOutputs(published), metadata: describeAll(images, { published, ...files }) }), "tell");
  tell([]);
  const breach = await annotate(images, options);
  if (breach === void 0 && engine !== void 0) await loadImages(analyses, engine, run.deps);
  if (breach === void 0 && publisher !== void 0) {
    await publishRun({ run, publisher, analyses, sboms, onProgress: tell });
  }
  return defined({ staged: await stageBaseline(plans, { reports, trend }, run), breach });
}, "runAction");
var setOutputs = /* @__PURE__ */ __name((run, outputs) => {
  for (const [name, value] of Object.entries(outputs)) run.setOutput(name, value);
}, "setOutputs");
var nixOutput = /* @__PURE__ */ __name(async (nix) => {
  const found = await nix.want();
  return found === void 0 ? {} : { "nix-version": found.version };
}, "nixOutput");

// src/main.ts
var main = /* @__PURE__ */ __name(async () => {
  keepHeapSmall();
  const inputs = readActionInputs();
  for (const secret of [inputs.registryPassword, inputs.githubToken]) if (secret !== void 0) setSecret(secret);
  forgetInputs();
  const context = await readContext();
  const fetch = await openRegistryFetch({ env: process.env, cwd: process.cwd(), authorities: inputs.registryCa });
  const temp = process.env["RUNNER_TEMP"] ?? os2.tmpdir();
  const tempDir = await mkdtemp(path5.join(temp, "nix-image-"));
  const stopWatching = removeOnInterrupt(tempDir);
  try {
    const { staged, breach } = await runAction({
      ...openConnections({ inputs, context, env: process.env, temp, log, pace: PACE }),
      ...{ inputs, context },
      deps: { ...EFFECTS, tempDir, workers: workerSettings(import.meta.url), fetch },
      reportClient: /* @__PURE__ */ __name(() => readReportClient(import.meta.url), "reportClient"),
      outputDir: await mkdtemp(path5.join(temp, "nix-image-report-")),
      writeSummary: /* @__PURE__ */ __name(async (markdown) => {
        await summary.addRaw(markdown).write();
      }, "writeSummary"),
      setOutput: /* @__PURE__ */ __name((name, value) => setOutput(name, value), "setOutput"),
      saveState: /* @__PURE__ */ __name((name, value) => saveState(name, value), "saveState")
    });
    if (breach === void 0 && staged !== void 0) saveState("staged", JSON.stringify(staged));
    if (breach === void 0) return;
    if (staged !== void 0) await saveStaged(await import("./chunks/cache-2VBT5L3M.js"), staged, log);
    throw breach;
  } finally {
    stopWatching();
    await rm(tempDir, { recursive: true, force: true });
  }
}, "main");
var forgetInputs = /* @__PURE__ */ __name(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("INPUT_")) delete process.env[name];
}, "forgetInputs");
var PACE = { sleep: /* @__PURE__ */ __name((ms) => sleep(ms), "sleep"), random: Math.random };
var clock = /* @__PURE__ */ __name(() => performance.now(), "clock");
var log = workflowLog(clock);
var machine = machinePlatform(process.arch);
var version = /* @__PURE__ */ __name(() => readVersion(import.meta.url), "version");
var EFFECTS = {
  run: runProgram,
  log,
  clock,
  now: /* @__PURE__ */ __name(() => (/* @__PURE__ */ new Date()).toISOString(), "now"),
  version,
  machine,
  env: process.env,
  cwd: process.cwd()
};
var readContext = /* @__PURE__ */ __name(async () => {
  const file = process.env["GITHUB_EVENT_PATH"];
  return parseContext(process.env, file === void 0 ? "" : await readFile(file, "utf8"));
}, "readContext");
var GRACE_MS = 5e3;
try {
  await main();
} catch (error2) {
  if (error2 instanceof BudgetError) {
    error(error2.message, annotationAt(error2.place));
    process.exitCode = ExitCode.Failure;
  } else failStep(error2);
}
setTimeout(() => process.exit(), GRACE_MS).unref();
