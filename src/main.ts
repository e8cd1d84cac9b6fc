import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as core from "@actions/core";
import { openConnections } from "./connections.ts";
import { type ApiPace, type GitHubContext, parseContext, saveStaged } from "./github/index.ts";
import { annotationAt, failStep, workflowLog } from "./github/log.ts";
import { readActionInputs } from "./inputs/from-action.ts";
import { removeOnInterrupt } from "./interrupt.ts";
import { machinePlatform } from "./oci/platform.ts";
import { BudgetError } from "./pipeline/breaches.ts";
import { runAction } from "./pipeline/run-action.ts";
import { readReportClient } from "./read-report-client.ts";
import { openRegistryFetch } from "./registry-fetch.ts";
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
  const fetch = await openRegistryFetch({ env: process.env, cwd: process.cwd(), authorities: inputs.registryCa });
  const temp = process.env["RUNNER_TEMP"] ?? os.tmpdir();
  const tempDir = await mkdtemp(path.join(temp, "nix-image-"));
  const stopWatching = removeOnInterrupt(tempDir);
  try {
    const { staged, breach } = await runAction({
      ...openConnections({ inputs, context, env: process.env, temp, log, pace: PACE }),
      ...{ inputs, context },
      deps: { ...EFFECTS, tempDir, workers: workerSettings(import.meta.url), fetch },
      reportClient: () => readReportClient(import.meta.url),
      outputDir: await mkdtemp(path.join(temp, "nix-image-report-")),
      writeSummary: async (markdown) => {
        await core.summary.addRaw(markdown).write();
      },
      setOutput: (name, value) => core.setOutput(name, value),
      saveState: (name, value) => core.saveState(name, value),
    });
    if (breach === undefined && staged !== undefined) core.saveState("staged", JSON.stringify(staged));
    if (breach === undefined) return;
    // A step that fails leaves nothing to the post stage, and what a commit weighs is worth knowing however much it is.
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
  log,
  clock,
  now: () => new Date().toISOString(),
  version,
  machine,
  env: process.env,
  cwd: process.cwd(),
};

const readContext = async (): Promise<GitHubContext> => {
  const file = process.env["GITHUB_EVENT_PATH"];
  return parseContext(process.env, file === undefined ? "" : await readFile(file, "utf8"));
};

const GRACE_MS = 5000;

try {
  await main();
} catch (error) {
  if (error instanceof BudgetError) {
    core.error(error.message, annotationAt(error.place));
    process.exitCode = core.ExitCode.Failure;
  } else failStep(error);
}

// What was given up for its slowness, as an upload, may still hold on to the process.
setTimeout(() => process.exit(), GRACE_MS).unref();
