import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as core from "@actions/core";
import { KnownError } from "./core/errors.ts";
import {
  type ApiPace,
  type BaselineStore,
  type GitHubContext,
  hasArtifacts,
  openApi,
  openArtifacts,
  openBaselineStore,
  parseContext,
  readLabels,
  readMergeBase,
  saveStaged,
  type UploadReport,
  upsertComment,
} from "./github/index.ts";
import { annotationAt, workflowLog } from "./github/log.ts";
import { readActionInputs } from "./inputs/from-action.ts";
import { type ActionInputs, formatImageArg } from "./inputs/index.ts";
import { removeOnInterrupt } from "./interrupt.ts";
import { formatPlatform } from "./oci/index.ts";
import { machinePlatform } from "./oci/platform.ts";
import type { ActionRun, CommentApi, LabelApi, MergeBaseApi } from "./pipeline/action-run.ts";
import { BudgetError } from "./pipeline/breaches.ts";
import { runAction } from "./pipeline/run-action.ts";
import { readReportClient } from "./read-report-client.ts";
import { runProgram } from "./run-program.ts";
import { keepHeapSmall } from "./small-heap.ts";
import { readVersion } from "./version.ts";
import { workerSettings } from "./worker-settings.ts";

const main = async (): Promise<void> => {
  keepHeapSmall();
  const inputs = readActionInputs();
  for (const secret of [inputs.registryPassword, inputs.githubToken]) if (secret !== undefined) core.setSecret(secret);
  forgetInputs();
  const context = await readContext();
  const temp = process.env["RUNNER_TEMP"] ?? os.tmpdir();
  const tempDir = await mkdtemp(path.join(temp, "nix-image-"));
  const stopWatching = removeOnInterrupt(tempDir);
  try {
    const { staged, breach } = await runAction({
      ...(await connect(inputs, context, temp)),
      inputs,
      context,
      deps: { ...EFFECTS, tempDir, workers: workerSettings(import.meta.url) },
    });
    if (breach === undefined && staged !== undefined) core.saveState("staged", JSON.stringify(staged));
    if (breach === undefined) return;
    // A step that fails has no post stage, and what a commit weighs is worth knowing however much it is.
    if (staged !== undefined) await saveStaged(await import("@actions/cache"), staged, log);
    throw breach;
  } finally {
    stopWatching();
    await rm(tempDir, { recursive: true, force: true });
  }
};

/** From here on no program that we start, nor any code that an impure evaluation reads, finds a secret in its environment. */
const forgetInputs = (): void => {
  for (const name of Object.keys(process.env)) if (name.startsWith("INPUT_")) delete process.env[name];
};

const PACE: ApiPace = { sleep: (ms) => sleep(ms), random: Math.random };
const clock = () => performance.now();
const log = workflowLog(clock);
const machine = machinePlatform(process.arch);
const version = () => readVersion(import.meta.url);
const EFFECTS = {
  run: runProgram,
  fetch: globalThis.fetch,
  log,
  clock,
  version,
  machine,
  env: process.env,
  cwd: process.cwd(),
};

const readContext = async (): Promise<GitHubContext> => {
  const file = process.env["GITHUB_EVENT_PATH"];
  return parseContext(process.env, file === undefined ? "" : await readFile(file, "utf8"));
};

type Connections = Omit<ActionRun, "deps" | "inputs" | "context">;

const connect = async (inputs: ActionInputs, context: GitHubContext, temp: string): Promise<Connections> => {
  const store = openStore(inputs, temp);
  const api = commentApi(inputs, context);
  const labels = labelApi(inputs, context);
  const mergeBase = mergeBaseApi(inputs, context);
  const upload = artifacts(inputs, context);
  return {
    ...(store === undefined ? {} : { store }),
    ...(api === undefined ? {} : { api }),
    ...(labels === undefined ? {} : { labels }),
    ...(mergeBase === undefined ? {} : { mergeBase }),
    ...(upload === undefined ? {} : { upload }),
    reportClient: () => readReportClient(import.meta.url),
    outputDir: await mkdtemp(path.join(temp, "nix-image-report-")),
    writeSummary: async (markdown) => {
      await core.summary.addRaw(markdown).write();
    },
    setOutput: (name, value) => core.setOutput(name, value),
  };
};

/** The cache's client is large: it is loaded when it is asked, and never where there is no cache service. */
const openStore = (inputs: ActionInputs, temp: string): BaselineStore | undefined => {
  if ((process.env["ACTIONS_RESULTS_URL"] ?? process.env["ACTIONS_CACHE_URL"] ?? "") === "") return undefined;
  const cache = {
    restoreCache: async (...args: [string[], string, string[]?]) =>
      (await import("@actions/cache")).restoreCache(...args),
  };
  const runner = `${process.env["RUNNER_OS"] ?? ""}-${process.env["RUNNER_ARCH"] ?? ""}`;
  const { kind, level } = inputs.compression;
  const images = inputs.images.map(formatImageArg);
  const scope = {
    ...{ images, buildArgs: inputs.buildArgs, compression: `${kind}:${level}`, runner },
    platform: typeof inputs.platform === "object" ? formatPlatform(inputs.platform) : (inputs.platform ?? ""),
  };
  return openBaselineStore({ cache, dir: path.join(temp, "nix-image-baseline"), scope, log });
};

const commentApi = (inputs: ActionInputs, { owner, repo, apiUrl }: GitHubContext): CommentApi | undefined => {
  const token = inputs.githubToken;
  if (token === undefined) return undefined;
  return async (issue, comment) =>
    upsertComment({ api: await openApi({ token, apiUrl }), target: { owner, repo, issue }, comment, pace: PACE, log });
};

/** The runtime's own service takes artifacts, and only actions know where it is. */
const artifacts = ({ uploadReport }: ActionInputs, { serverUrl }: GitHubContext): UploadReport | undefined => {
  const { ACTIONS_RESULTS_URL: url = "", ACTIONS_RUNTIME_TOKEN: token = "" } = process.env;
  if (!uploadReport || url === "" || token === "") return undefined;
  if (hasArtifacts(serverUrl)) {
    return openArtifacts({ client: async () => new (await import("@actions/artifact")).DefaultArtifactClient(), log });
  }
  log.info("GitHub Enterprise Server takes no artifacts from this action; the report is in the job summary.");
  return undefined;
};

const labelApi = (inputs: ActionInputs, { owner, repo, apiUrl }: GitHubContext): LabelApi | undefined => {
  const token = inputs.githubToken;
  if (token === undefined) return undefined;
  return async (of) => readLabels(await openApi({ token, apiUrl }), { owner, repo }, of);
};

const mergeBaseApi = (inputs: ActionInputs, { owner, repo, apiUrl }: GitHubContext): MergeBaseApi | undefined => {
  const token = inputs.githubToken;
  if (token === undefined) return undefined;
  return async (base, head) => readMergeBase(await openApi({ token, apiUrl }), { owner, repo }, { base, head });
};

try {
  await main();
} catch (error) {
  if (error instanceof BudgetError) {
    core.error(error.message, annotationAt(error.place));
    process.exitCode = core.ExitCode.Failure;
  } else if (error instanceof KnownError) core.setFailed(error.message);
  else core.setFailed(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
