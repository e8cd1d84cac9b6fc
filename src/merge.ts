import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import * as core from "@actions/core";
import { type GitHubContext, listArtifacts, parseContext } from "./github/index.ts";
import { failStep, workflowLog } from "./github/log.ts";
import { readMergeInputs } from "./inputs/from-action.ts";
import type { MergeInputs } from "./inputs/index.ts";
import { removeOnInterrupt } from "./interrupt.ts";
import { machinePlatform } from "./oci/platform.ts";
import type { Deps } from "./pipeline/deps.ts";
import { mergeImages } from "./pipeline/merge.ts";
import { mergeOutputs } from "./pipeline/merge-outputs.ts";
import type { MergeSettings } from "./pipeline/merge-settings.ts";
import { accessOf, tagFactsOf } from "./pipeline/registry-facts.ts";
import { openRegistryFetch } from "./registry-fetch.ts";
import { runProgram } from "./run-program.ts";
import { readVersion } from "./version.ts";

/** Joins what several runners have pushed by digest. */
const merge = async (): Promise<void> => {
  const inputs = readMergeInputs();
  for (const secret of [inputs.registryPassword, inputs.githubToken]) if (secret !== undefined) core.setSecret(secret);
  const eventFile = process.env["GITHUB_EVENT_PATH"];
  const context = parseContext(process.env, eventFile === undefined ? "" : await readFile(eventFile, "utf8"));
  const tempDir = await mkdtemp(path.join(process.env["RUNNER_TEMP"] ?? os.tmpdir(), "nix-image-"));
  const stopWatching = removeOnInterrupt(tempDir);
  try {
    const deps: Deps = {
      ...{
        run: runProgram,
        fetch: await openRegistryFetch({ env: process.env, cwd: process.cwd(), authorities: inputs.registryCa }),
        log: workflowLog(() => performance.now()),
        tempDir,
      },
      ...{ env: process.env, cwd: process.cwd(), machine: machinePlatform(process.arch) },
      version: () => readVersion(import.meta.url),
      now: () => new Date().toISOString(),
    };
    const merged = await mergeImages(settingsOf(inputs, context, deps), deps);
    for (const [name, value] of Object.entries(mergeOutputs(merged))) core.setOutput(name, value);
    await listArtifacts(deps.env["GITHUB_ARTIFACTS"], merged.subjects, deps.log);
  } finally {
    stopWatching();
    await rm(tempDir, { recursive: true, force: true });
  }
};

const settingsOf = (inputs: MergeInputs, context: GitHubContext, deps: Deps): MergeSettings => {
  const { digests, destinations, tags, flavor, revLength, annotations } = inputs;
  return {
    ...{ digests, destinations, tags, flavor, revLength, annotations, sha: context.sha },
    ...accessOf(inputs, context),
    tagContext: tagFactsOf(context, revLength, deps),
  };
};

try {
  await merge();
} catch (error) {
  failStep(error);
}
