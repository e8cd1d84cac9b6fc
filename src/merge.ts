import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import * as core from "@actions/core";
import { defined } from "./core/defined.ts";
import { KnownError } from "./core/errors.ts";
import { branchOf, type GitHubContext, gitTagOf, parseContext } from "./github/index.ts";
import { workflowLog } from "./github/log.ts";
import { readMergeInputs } from "./inputs/from-action.ts";
import type { MergeInputs } from "./inputs/index.ts";
import { removeOnInterrupt } from "./interrupt.ts";
import { machinePlatform } from "./oci/platform.ts";
import type { Deps } from "./pipeline/deps.ts";
import { mergeImages } from "./pipeline/merge.ts";
import { mergeOutputs } from "./pipeline/merge-outputs.ts";
import type { MergeSettings } from "./pipeline/merge-settings.ts";
import { tagEvent } from "./pipeline/tag-event.ts";
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
  } finally {
    stopWatching();
    await rm(tempDir, { recursive: true, force: true });
  }
};

const settingsOf = (inputs: MergeInputs, context: GitHubContext, deps: Deps): MergeSettings => {
  const { digests, destinations, tags, flavor, revLength, annotations, githubToken: token } = inputs;
  const { owner, repo, actor, sha, pullRequest, ownerType } = context;
  const branch = branchOf(context);
  return {
    ...{
      digests,
      destinations,
      tags,
      flavor,
      revLength,
      annotations,
      owner,
      repo,
      sha,
      insecure: inputs.registryInsecure,
    },
    credentials: {
      given: defined({ username: inputs.registryUsername, password: inputs.registryPassword }),
      ...(token === undefined ? {} : { github: { actor, token } }),
    },
    workflow: {
      ...{ repository: `${owner}/${repo}`, fromFork: pullRequest?.fromFork ?? false, actor },
      ...defined({ ownerType }),
    },
    tagContext: {
      headRev: pullRequest?.headSha.slice(0, revLength),
      branch,
      pr: pullRequest?.number,
      gitTag: gitTagOf(context),
      event: tagEvent(context, deps),
      onDefaultBranch: branch !== undefined && branch === context.defaultBranch,
    },
  };
};

try {
  await merge();
} catch (error) {
  if (error instanceof KnownError) core.setFailed(error.message);
  else core.setFailed(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
