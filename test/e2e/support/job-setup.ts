import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WorkflowEvent } from "./events.ts";
import type { Variables } from "./file-commands.ts";
import { type GitHubContext, githubContext } from "./github-context.ts";
import type { JobState } from "./stage.ts";
import type { Scalars, StepJob } from "./step.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { type Contexts, interpolate } from "./workflow-expressions.ts";

export interface RunOptions {
  readonly event: WorkflowEvent;
  /** `GITHUB_WORKSPACE`, as actions/checkout would have left it. */
  readonly workspace: string;
  /** `github.token`. */
  readonly token: string;
  /**
   * The machine's environment over a `PATH` like ours and an empty `HOME`. `GITHUB_…` goes into the `github` context,
   * `RUNNER_…` into `runner`, and `ACTIONS_…` reaches actions only, as on a runner.
   */
  readonly env?: Variables;
  /** Overrides of what the event says, by context key: `{ sha: "…", run_id: "7" }`. */
  readonly github?: GitHubContext;
  /** The `secrets` context; all are masked. */
  readonly secrets?: Variables;
  /** The longest that one stage may run. Default: 5 minutes. */
  readonly timeoutMs?: number;
}

export interface JobSetup extends RunOptions {
  /** The job's own `env:`, with the workflow's. */
  readonly jobEnv: Scalars;
  readonly actions: Readonly<Record<string, string>>;
}

const STAGE_LIMIT_MS = 300_000;

/** A job before its first step, on a machine that has run nothing yet: own `HOME`, own `RUNNER_TEMP`. */
export function prepareJob(options: JobSetup): StepJob {
  const { event, workspace, env = {}, actions } = options;
  const folder = temporaryFolder("runner");
  const [temp, home] = [join(folder, "temp"), join(folder, "home")];
  for (const path of [temp, home]) mkdirSync(path);
  const event_path = join(temp, "event.json");
  writeFileSync(event_path, JSON.stringify(event.payload));
  const state: JobState = {
    github: githubContext(event, { ...contextKeys(env, "GITHUB_"), ...options.github, workspace, event_path }),
    runner: { ...runnerContext(folder, temp), ...contextKeys(env, "RUNNER_") },
    machine: { PATH: process.env["PATH"] ?? "", HOME: home, ...without(env, ["ACTIONS_", "GITHUB_", "RUNNER_"]) },
    secrets: new Set([options.token, ...Object.values(options.secrets ?? {})]),
    ...{ env: {}, path: [], timeoutMs: options.timeoutMs ?? STAGE_LIMIT_MS, failed: false },
  };
  const steps: Record<string, object> = {};
  const contexts = (stepEnv: Variables): Contexts => buildContexts({ options, state, steps, stepEnv });
  for (const [name, text] of Object.entries(options.jobEnv)) {
    state.env[name] = interpolate(String(text ?? ""), contexts({}));
  }
  const service = Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith("ACTIONS_")));
  return { state, steps, contexts, service, workspace, folder, actions };
}

interface ContextSources {
  readonly options: RunOptions;
  readonly state: JobState;
  readonly steps: Readonly<Record<string, object>>;
  readonly stepEnv: Variables;
}

const buildContexts = ({ options, state, steps, stepEnv }: ContextSources): Contexts => ({
  github: { ...state.github, token: options.token, event: options.event.payload },
  env: { ...state.env, ...stepEnv },
  steps,
  runner: state.runner,
  job: { status: state.failed ? "failure" : "success" },
  secrets: { GITHUB_TOKEN: options.token, ...options.secrets },
  ...{ inputs: {}, vars: {}, needs: {}, matrix: {}, strategy: {} },
});

/** `NAME` without its prefix, lower case, for those variables that carry it. */
function contextKeys(env: Variables, prefix: string): Variables {
  const carrying = Object.entries(env).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(carrying.map(([name, value]) => [name.slice(prefix.length).toLowerCase(), value]));
}

function without(env: Variables, prefixes: readonly string[]): Variables {
  const kept = Object.entries(env).filter(([name]) => !prefixes.some((prefix) => name.startsWith(prefix)));
  return Object.fromEntries(kept);
}

function runnerContext(folder: string, temp: string): Variables {
  const os = process.platform === "darwin" ? "macOS" : "Linux";
  const arch = process.arch === "arm64" ? "ARM64" : "X64";
  return { name: "test", os, arch, temp, tool_cache: join(folder, "tools"), environment: "github-hosted" };
}
