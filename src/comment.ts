import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import * as core from "@actions/core";
import { openApi, parseFinishedRun, readPullRequest, upsertComment } from "./github/index.ts";
import { failStep, workflowLog } from "./github/log.ts";
import { readCommentInputs } from "./inputs/from-action.ts";
import { commentArtifacts } from "./pipeline/comment-artifacts.ts";

/** Comments on a pull request from a fork with what the run for it has uploaded. */
const comment = async (): Promise<void> => {
  const inputs = readCommentInputs();
  core.setSecret(inputs.githubToken);
  const {
    GITHUB_REPOSITORY: repository = "",
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_EVENT_NAME: name = "",
  } = process.env;
  const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_API_URL: apiUrl = "https://api.github.com" } =
    process.env;
  const run = parseFinishedRun(name, eventFile === undefined ? "{}" : await readFile(eventFile, "utf8"));
  const api = await openApi({ token: inputs.githubToken, apiUrl });
  const [owner = "", repo = ""] = repository.split("/");
  const effects = {
    api,
    log: workflowLog(() => performance.now()),
    pace: { sleep: (ms: number) => sleep(ms), random: Math.random },
  };
  const outputs = await commentArtifacts({
    ...{ inputs, run, repository, runUrl: `${server}/${repository}/actions/runs/${run.id}`, log: effects.log },
    readPull: (number) => readPullRequest({ ...effects, target: { owner, repo, number } }),
    comment: (issue, sticky) => upsertComment({ ...effects, target: { owner, repo, issue }, comment: sticky }),
  });
  for (const [output, value] of Object.entries(outputs)) core.setOutput(output, value);
};

try {
  await comment();
} catch (error) {
  failStep(error);
}
