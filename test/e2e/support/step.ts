import { mkdirSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { copyAction, inputVariables, type LocalAction, resolveInputs } from "./action-folder.ts";
import type { Variables } from "./file-commands.ts";
import { type JobState, runStage, SKIPPED, type Stage, type StageRun } from "./stage.ts";
import { type Contexts, interpolate, isMet } from "./workflow-expressions.ts";

/** Values as YAML has them. */
export type Scalars = Readonly<Record<string, string | number | boolean | null>>;

export interface StepDefinition {
  readonly id?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Scalars;
  readonly env?: Scalars;
  readonly shell?: string;
  readonly "working-directory"?: string;
  readonly "continue-on-error"?: boolean;
}

/** A job as its steps see it. */
export interface StepJob {
  readonly state: JobState;
  /** The `steps` context. */
  readonly steps: Record<string, object>;
  /** All contexts, with a step's own `env:` laid over the job's. */
  contexts(stepEnv: Variables): Contexts;
  /** `ACTIONS_…`: for actions only. */
  readonly service: Variables;
  readonly workspace: string;
  /** For copies of actions. */
  readonly folder: string;
  readonly actions: Readonly<Record<string, string>>;
}

export interface PostStage {
  readonly id: string;
  readonly condition: string;
  run(): Promise<StageRun>;
}

interface Ran {
  readonly run: StageRun;
  readonly post?: PostStage;
}

type Step = StepDefinition & { readonly id: string };

/** Runs a step's main stage, unless its `if` says no. */
export async function runStep(job: StepJob, step: Step): Promise<Ran> {
  const evaluateAll = (values: Scalars, env: Variables): Variables =>
    Object.fromEntries(
      Object.entries(values).map(([name, text]) => [name, interpolate(String(text ?? ""), job.contexts(env))]),
    );
  const stepEnv = evaluateAll(step.env ?? {}, {});
  const contexts = job.contexts(stepEnv);
  if (!isMet(String(step.if ?? "success()"), contexts, job.state.failed)) return { run: SKIPPED };
  if (step.uses === undefined) return { run: await runScript(job, step, { env: stepEnv, contexts }) };
  const action = findAction(job, step.uses, step.id);
  if (action === "skip") return { run: { ...SKIPPED, outcome: "success", exitCode: 0 } };
  return runLocalAction(job, action, {
    id: step.id,
    env: stepEnv,
    contexts,
    given: evaluateAll(step.with ?? {}, stepEnv),
  });
}

function runScript(
  job: StepJob,
  step: Step,
  { env, contexts }: { readonly env: Variables; readonly contexts: Contexts },
): Promise<StageRun> {
  const script = interpolate(step.run ?? "", contexts);
  const flags = step.shell === "bash" ? ["--noprofile", "--norc", "-eo", "pipefail"] : ["-e"];
  const cwd = resolve(job.workspace, interpolate(step["working-directory"] ?? "", contexts));
  return runStage(job.state, { command: ["bash", ...flags, "-c", script], cwd, env, github: { action: step.id } });
}

/** `./folder`, `owner/name/folder@ref`: the action is copied anew for every step. */
function findAction(job: StepJob, uses: string, id: string): LocalAction | "skip" {
  const [, repository = "", subfolder = ""] = /^(\.\/|[^/@]+\/[^/@]+)\/?([^@]*)/.exec(uses) ?? [];
  const source = job.actions[repository];
  if (source === undefined) throw new Error(`${uses}: no local copy (wanted one for ${repository || uses})`);
  if (source === "skip") return source;
  if (!isAbsolute(source)) throw new Error(`${uses}: ${source} is not an absolute path`);
  const target = join(job.folder, "actions", id);
  mkdirSync(target, { recursive: true });
  return copyAction(source, subfolder, target);
}

interface ActionStep {
  readonly id: string;
  readonly env: Variables;
  readonly contexts: Contexts;
  readonly given: Variables;
}

async function runLocalAction(job: StepJob, action: LocalAction, step: ActionStep): Promise<Ran> {
  const { main, post, "post-if": condition = "always()" } = action.definition.runs;
  const { values, warnings } = resolveInputs(action.definition, step.given, (text) => interpolate(text, step.contexts));
  const stage = (script: string, more: Variables): Stage => ({
    command: [process.execPath, join(action.folder, script)],
    cwd: job.workspace,
    github: { action: step.id, action_path: action.folder },
    env: { ...step.env, ...job.service, ...inputVariables(values), ...more },
  });
  const run = await runStage(job.state, { ...stage(main, {}), warnings });
  if (post === undefined) return { run };
  const state = Object.fromEntries(Object.entries(run.state).map(([name, value]) => [`STATE_${name}`, value]));
  return { run, post: { id: step.id, condition, run: () => runStage(job.state, stage(post, state)) } };
}
