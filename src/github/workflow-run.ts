import * as v from "valibot";
import { parseJson } from "../core/json.ts";
import { GitHubError } from "./errors.ts";

const eventSchema = v.object({
  workflow: v.nullish(v.object({ name: v.optional(v.string()) })),
  workflow_run: v.object({
    id: v.pipe(v.number(), v.safeInteger()),
    run_attempt: v.optional(v.pipe(v.number(), v.safeInteger()), 1),
    name: v.nullish(v.string()),
    event: v.string(),
    head_sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/, "expected a commit hash")),
    head_branch: v.nullish(v.string()),
    head_repository: v.nullish(v.object({ full_name: v.string() })),
  }),
});

/** The run that a `workflow_run` event is about, as GitHub tells it: nothing of this can be forged by that run. */
export interface FinishedRun {
  readonly id: number;
  readonly attempt: number;
  /** Name of its workflow, as GITHUB_WORKFLOW has it there. */
  readonly workflow: string;
  /** What it ran on: `pull_request`. */
  readonly eventName: string;
  readonly headSha: string;
  readonly headBranch: string;
  /** `owner/name`; absent when it is gone. */
  readonly headRepository?: string;
}

/** The finished run of a `workflow_run` event; GitHubError BAD_CONTEXT on any other event. */
export const parseFinishedRun = (eventName: string, eventText: string): FinishedRun => {
  if (eventName !== "workflow_run") {
    throw new GitHubError(
      "BAD_CONTEXT",
      `this runs on workflow_run, not on ${eventName}: it takes the report of another workflow that has ended; ` +
        "see examples/nixpkgs/.github/workflows/comment-from-forks.yml",
    );
  }
  const parsed = parseJson(eventSchema, eventText);
  if (parsed.kind === "bad") {
    throw new GitHubError("BAD_CONTEXT", `the event file (GITHUB_EVENT_PATH) is no workflow_run: ${parsed.problem}`);
  }
  const { workflow, workflow_run: run } = parsed.value;
  const repository = run.head_repository?.full_name;
  return {
    ...{ id: run.id, attempt: run.run_attempt, eventName: run.event, headSha: run.head_sha },
    workflow: workflow?.name ?? run.name ?? "",
    headBranch: run.head_branch ?? "",
    ...(repository === undefined ? {} : { headRepository: repository }),
  };
};
