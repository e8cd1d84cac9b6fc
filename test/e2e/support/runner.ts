import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "yaml";
import type { Variables } from "./file-commands.ts";
import { type JobDefinition, type JobRun, runJobSteps, type StepRun, type WorkflowDefinition } from "./job.ts";
import type { RunOptions } from "./job-setup.ts";

export interface ActionOptions extends RunOptions {
  /** The action's repository: `action.yml`, `package.json`, `dist`. */
  readonly actionDir: string;
  /** A second action of the same repository: its folder. */
  readonly subfolder?: string;
  /** The step's `with:`, expressions allowed. */
  readonly inputs?: Variables;
}

/** One step `uses: ./` with its post stage, run as actions/runner runs it; that a step fails is a result, not an error. */
export async function runAction(options: ActionOptions): Promise<StepRun> {
  const { actionDir, subfolder = "", inputs = {}, ...run } = options;
  const job: JobDefinition = { steps: [{ id: "action", uses: `./${subfolder}`, with: inputs }] };
  const { steps } = await runJobSteps({ ...run, job, actions: { "./": actionDir } });
  const [step] = steps;
  if (step === undefined) throw new Error("the job ran no step");
  return step;
}

export interface JobOptions extends RunOptions {
  readonly workflowFile: string;
  /** Its key under `jobs:`. */
  readonly job: string;
  /** Where actions lie: `./` for this repository, `owner/name` for others; `skip` lets such a step succeed at once. */
  readonly actions: Readonly<Record<string, string>>;
}

/** One job of a workflow file, step by step. Its `on:`, `runs-on:`, `needs:` and `strategy:` are not looked at. */
export async function runJob(options: JobOptions): Promise<JobRun> {
  const { workflowFile, job: jobName, ...run } = options;
  const workflow: WorkflowDefinition = parse(readFileSync(workflowFile, "utf8"));
  const job = workflow.jobs[jobName];
  if (job === undefined) throw new Error(`${workflowFile}: there is no job ${jobName}`);
  const github = { job: jobName, workflow: workflow.name ?? basename(workflowFile), ...run.github };
  return runJobSteps({ ...run, job: { ...job, env: { ...workflow.env, ...job.env } }, github });
}
