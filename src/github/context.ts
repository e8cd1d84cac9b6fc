import * as v from "valibot";
import { parseJson } from "../core/json.ts";
import { GitHubError } from "./errors.ts";

/** Where and why the workflow runs, from the variables and the event that the runner gives. */
export interface GitHubContext {
  readonly eventName: string;
  readonly owner: string;
  readonly repo: string;
  /** Whose the repository is; absent where the event does not say. */
  readonly ownerType?: OwnerType;
  /** The commit of GITHUB_SHA: on `pull_request` the temporary merge commit. */
  readonly sha: string;
  readonly ref: string;
  readonly workflow: string;
  /** Id of the job in its workflow file: all jobs of a matrix have the same, as have all calls of a reusable workflow. */
  readonly job: string;
  readonly actor: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Grows from run to run. */
  readonly runId: number;
  /** From 1, grows when a run is run again. */
  readonly runAttempt: number;
  readonly runUrl: string;
  readonly defaultBranch?: string;
  /** What the repository's page says of it, as far as the event tells. */
  readonly about?: { readonly description?: string; readonly license?: string };
  /** The ref that a git tag was pushed from, where the event tells. */
  readonly baseRef?: string;
  readonly pullRequest?: PullRequest;
  /** On `push`: the commit that the branch pointed to before; absent for a new branch and after a force push. */
  readonly before?: string;
}

export type OwnerType = "Organization" | "User";

export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly baseRef: string;
  /** Where the base branch stood at some moment before the event; what the pull request starts from is often another commit. */
  readonly baseSha?: string;
  /** True when the head lies in another repository, so that the token cannot write. */
  readonly fromFork: boolean;
  /** Names of its labels at the moment of the event. */
  readonly labels: readonly string[];
}

const sha = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/, "expected a commit hash"));

const pullRequestSchema = v.object({
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  head: v.object({ sha, repo: v.nullish(v.object({ full_name: v.string() })) }),
  base: v.object({ ref: v.string(), sha: v.optional(sha) }),
  labels: v.optional(v.array(v.object({ name: v.string() })), []),
});

const eventSchema = v.object({
  pull_request: v.optional(pullRequestSchema),
  before: v.optional(v.string()),
  forced: v.optional(v.boolean()),
  base_ref: v.nullish(v.string()),
  repository: v.optional(
    v.object({
      description: v.nullish(v.string()),
      license: v.nullish(v.object({ spdx_id: v.nullish(v.string()) })),
      default_branch: v.optional(v.string()),
      owner: v.optional(v.object({ type: v.optional(v.string()) })),
    }),
  ),
});

export type Environment = Readonly<Record<string, string | undefined>>;

/** The context for the runner's environment and the text of the event file; GitHubError BAD_CONTEXT when it is no runner's. */
export const parseContext = (env: Environment, eventText: string): GitHubContext => {
  const [owner = "", repo = ""] = need(env, "GITHUB_REPOSITORY").split("/");
  const event = parseEvent(eventText);
  const serverUrl = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  const before = event.forced === true || /^0*$/.test(event.before ?? "") ? undefined : event.before;
  const defaultBranch = event.repository?.default_branch;
  const ownerType = ownerTypeOf(event.repository?.owner?.type);
  const about = aboutOf(event.repository);
  return {
    eventName: need(env, "GITHUB_EVENT_NAME"),
    owner,
    repo,
    ...(ownerType === undefined ? {} : { ownerType }),
    sha: need(env, "GITHUB_SHA"),
    ref: env["GITHUB_REF"] ?? "",
    workflow: env["GITHUB_WORKFLOW"] ?? "",
    job: env["GITHUB_JOB"] ?? "",
    actor: env["GITHUB_ACTOR"] ?? owner,
    apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com",
    serverUrl,
    runId: Number(env["GITHUB_RUN_ID"] ?? 0),
    runAttempt: Number(env["GITHUB_RUN_ATTEMPT"] ?? 1),
    runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`,
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    ...(Object.keys(about).length === 0 ? {} : { about }),
    ...(event.base_ref ? { baseRef: event.base_ref } : {}),
    ...(event.pull_request === undefined ? {} : { pullRequest: pullRequestOf(event.pull_request, `${owner}/${repo}`) }),
    ...(before === undefined ? {} : { before }),
  };
};

const need = (env: Environment, name: string): string => {
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  throw new GitHubError(
    "BAD_CONTEXT",
    `${name} is not set: this is not a workflow run; use the command line there: nix-image report IMAGE`,
  );
};

const parseEvent = (text: string): v.InferOutput<typeof eventSchema> => {
  const result = parseJson(eventSchema, text === "" ? "{}" : text);
  if (result.kind === "ok") return result.value;
  throw new GitHubError("BAD_CONTEXT", `the event file (GITHUB_EVENT_PATH) is not a GitHub event: ${result.problem}`);
};

/** GitHub says NOASSERTION of a licence that it does not know. */
const aboutOf = (repository: v.InferOutput<typeof eventSchema>["repository"]): NonNullable<GitHubContext["about"]> => {
  const { description, license } = repository ?? {};
  const id = license?.spdx_id;
  return {
    ...(description ? { description } : {}),
    ...(id && id !== "NOASSERTION" ? { license: id } : {}),
  };
};

const ownerTypeOf = (type: string | undefined): OwnerType | undefined =>
  type === "Organization" || type === "User" ? type : undefined;

const pullRequestOf = (pull: v.InferOutput<typeof pullRequestSchema>, repository: string): PullRequest => ({
  number: pull.number,
  headSha: pull.head.sha,
  baseRef: pull.base.ref,
  ...(pull.base.sha === undefined ? {} : { baseSha: pull.base.sha }),
  fromFork: pull.head.repo?.full_name !== repository,
  labels: pull.labels.map(({ name }) => name),
});

/** Events that name a branch as their ref, although what is built on them may be a pull request. */
const NOT_OF_THEIR_REF = ["pull_request_target", "workflow_run"];

/** Branch that the run is for, `undefined` on tags and pull requests. */
export const branchOf = ({ eventName, ref, pullRequest }: GitHubContext): string | undefined => {
  if (pullRequest !== undefined || NOT_OF_THEIR_REF.includes(eventName)) return undefined;
  return ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : undefined;
};

/** Git tag that the run is for. */
export const gitTagOf = (context: GitHubContext): string | undefined =>
  context.ref.startsWith("refs/tags/") ? context.ref.slice("refs/tags/".length) : undefined;
