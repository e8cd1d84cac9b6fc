import type { Payload, WorkflowEvent } from "./events.ts";

/** The `github` context without its `event`: strings only. */
export type GitHubContext = Readonly<Record<string, string>>;

/** Keys that reach a step as `GITHUB_…`. https://github.com/actions/runner/blob/main/src/Runner.Worker/GitHubContext.cs; `artifacts` of newer ones. */
const EXPORTED = new Set(
  `artifacts action action_path action_ref action_repository actor actor_id api_url base_ref env event_name event_path graphql_url
  head_ref job output path ref ref_name ref_protected ref_type repository repository_id repository_owner
  repository_owner_id retention_days run_attempt run_id run_number server_url sha state step_summary triggering_actor
  workflow workflow_ref workflow_sha workspace`.split(/\s+/),
);

const NO_SHA = "0".repeat(40);
const WORKFLOW_FILE = ".github/workflows/ci.yml";

/** What GitHub derives from an event. `token` is deliberately exported by nothing. */
export function githubContext(event: WorkflowEvent, overrides: GitHubContext): GitHubContext {
  const repository = textAt(event.payload, "repository", "full_name") ?? "octo/demo";
  const [owner = ""] = repository.split("/");
  const commit = event.name === "pull_request" ? pullRequestCommit(event.payload) : pushedCommit(event.payload);
  return {
    ...{ event_name: event.name, repository, repository_owner: owner, repository_id: "1", repository_owner_id: "1" },
    ...{ actor: owner, actor_id: "1", triggering_actor: owner, job: "image", workflow: "ci", ref_protected: "false" },
    ...{ run_id: "1", run_number: "1", run_attempt: "1", retention_days: "90" },
    ...{
      server_url: "https://github.com",
      api_url: "https://api.github.com",
      graphql_url: "https://api.github.com/graphql",
    },
    ...{ workflow_ref: `${repository}/${WORKFLOW_FILE}@${commit.ref}`, workflow_sha: commit.sha },
    ...commit,
    ...overrides,
  };
}

/** `GITHUB_…` as a step sees it. */
export function exportedVariables(context: GitHubContext): Readonly<Record<string, string>> {
  const exported = Object.entries(context).filter(([key]) => EXPORTED.has(key));
  return Object.fromEntries(exported.map(([key, value]) => [`GITHUB_${key.toUpperCase()}`, value]));
}

function pullRequestCommit(payload: Payload) {
  const number = String(payload["number"]);
  return {
    sha: textAt(payload, "pull_request", "merge_commit_sha") ?? NO_SHA,
    ref: `refs/pull/${number}/merge`,
    ref_name: `${number}/merge`,
    ref_type: "branch",
    head_ref: textAt(payload, "pull_request", "head", "ref") ?? "",
    base_ref: textAt(payload, "pull_request", "base", "ref") ?? "",
  };
}

function pushedCommit(payload: Payload) {
  const ref = textAt(payload, "ref") ?? "refs/heads/main";
  const ref_type = ref.startsWith("refs/tags/") ? "tag" : "branch";
  const ref_name = ref.replace(/^refs\/(heads|tags)\//, "");
  return { sha: textAt(payload, "after") ?? NO_SHA, ref, ref_name, ref_type, head_ref: "", base_ref: "" };
}

function textAt(payload: Payload, ...keys: readonly string[]): string | undefined {
  let value: unknown = payload;
  for (const key of keys) value = (value as Payload | null | undefined)?.[key];
  return typeof value === "string" ? value : undefined;
}
