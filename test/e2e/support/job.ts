import type { Variables } from "./file-commands.ts";
import { prepareJob, type RunOptions } from "./job-setup.ts";
import { mask } from "./log-reader.ts";
import { SKIPPED, type StageRun } from "./stage.ts";
import { type PostStage, runStep, type Scalars, type StepDefinition, type StepJob } from "./step.ts";
import { type Contexts, interpolate, isMet } from "./workflow-expressions.ts";

export interface JobDefinition {
  readonly env?: Scalars;
  readonly outputs?: Scalars;
  readonly steps: readonly StepDefinition[];
}

export interface WorkflowDefinition {
  readonly name?: string;
  readonly env?: Scalars;
  readonly jobs: Readonly<Record<string, JobDefinition>>;
}

/** A step's main stage, and its post stage when the action has one. */
export interface StepRun extends StageRun {
  readonly id: string;
  /** The outcome after `continue-on-error`. */
  readonly conclusion: StageRun["outcome"];
  readonly post: StageRun | undefined;
}

export interface JobRun {
  readonly conclusion: "success" | "failure";
  /** In the order of the file. */
  readonly steps: readonly StepRun[];
  /** Without those that would show a secret, which GitHub drops. */
  readonly outputs: Variables;
}

export interface JobStepsOptions extends RunOptions {
  readonly job: JobDefinition;
  readonly actions: Readonly<Record<string, string>>;
}

/** Runs the steps in order, then the post stages in reverse order. */
export async function runJobSteps(options: JobStepsOptions): Promise<JobRun> {
  const job = prepareJob({ ...options, jobEnv: options.job.env ?? {} });
  const { state } = job;
  const steps: Omit<StepRun, "post">[] = [];
  const posts: PostStage[] = [];
  for (const [index, definition] of options.job.steps.entries()) {
    const step = { id: `step-${index + 1}`, ...definition };
    const { run, post } = await runStep(job, step);
    const conclusion = run.outcome === "failure" && step["continue-on-error"] === true ? "success" : run.outcome;
    if (conclusion === "failure") state.failed = true;
    job.steps[step.id] = { outputs: run.outputs, outcome: run.outcome, conclusion };
    steps.push({ ...run, id: step.id, conclusion });
    if (post !== undefined) posts.unshift(post);
  }
  const finished = await runPosts(job, posts);
  return {
    conclusion: state.failed ? "failure" : "success",
    steps: steps.map((step) => ({ ...step, post: finished.get(step.id) })),
    outputs: jobOutputs(options.job.outputs ?? {}, job.contexts({}), state.secrets),
  };
}

async function runPosts(job: StepJob, posts: readonly PostStage[]): Promise<ReadonlyMap<string, StageRun>> {
  const finished = new Map<string, StageRun>();
  for (const { id, condition, run } of posts) {
    const stage = isMet(condition, job.contexts({}), job.state.failed) ? await run() : SKIPPED;
    if (stage.outcome === "failure") job.state.failed = true;
    finished.set(id, stage);
  }
  return finished;
}

function jobOutputs(outputs: Scalars, contexts: Contexts, secrets: ReadonlySet<string>): Variables {
  const values = Object.entries(outputs).map(([name, text]) => [name, interpolate(String(text), contexts)] as const);
  return Object.fromEntries(values.filter(([, value]) => mask(value, secrets) === value));
}
