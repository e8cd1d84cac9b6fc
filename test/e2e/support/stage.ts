import { delimiter } from "node:path";
import { createCommandFiles, type FileCommands, type Variables } from "./file-commands.ts";
import { exportedVariables, type GitHubContext } from "./github-context.ts";
import { type Annotation, createLogReader, type LogReader, mask } from "./log-reader.ts";
import { runProgram } from "./program.ts";

/** One run of one program by the runner: a step's main part, or its post part. */
export interface StageRun {
  readonly outcome: "success" | "failure" | "skipped";
  /** `undefined` when it was skipped. */
  readonly exitCode: number | undefined;
  readonly outputs: Variables;
  /** What it saved for its post stage. */
  readonly state: Variables;
  /** As GitHub shows them: at most 10 of each level. */
  readonly annotations: readonly Annotation[];
  /** How many more there were. */
  readonly droppedAnnotations: number;
  /** Masked; empty when it was over the limit. */
  readonly summary: string;
  /** Masked. */
  readonly log: string;
  /** Unmasked, less the `add-mask` lines: a secret in here was printed. */
  readonly rawLog: string;
}

/** What a job's steps share and change. */
export interface JobState {
  readonly github: GitHubContext;
  readonly runner: Readonly<Record<string, string>>;
  /** The machine's environment: `PATH`, `HOME` and the like. */
  readonly machine: Variables;
  /** What steps have written to `GITHUB_ENV`. */
  readonly env: Record<string, string>;
  /** What steps have written to `GITHUB_PATH`, oldest first. */
  readonly path: string[];
  readonly secrets: Set<string>;
  readonly timeoutMs: number;
  failed: boolean;
}

export interface Stage {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  /** Context keys of the step: `action`, `action_path`. */
  readonly github: GitHubContext;
  /** Beyond what every step has. */
  readonly env: Variables;
  readonly warnings?: readonly Pick<Annotation, "message">[];
}

export const SKIPPED: StageRun = {
  ...{ outcome: "skipped", exitCode: undefined, outputs: {}, state: {}, annotations: [], droppedAnnotations: 0 },
  ...{ summary: "", log: "", rawLog: "" },
};

/** Runs one stage and lets the job have what it wrote to `GITHUB_ENV` and `GITHUB_PATH`. */
export async function runStage(job: JobState, stage: Stage): Promise<StageRun> {
  const files = createCommandFiles(job.runner["temp"] ?? "");
  const reader = createLogReader(job.secrets);
  for (const { message } of stage.warnings ?? []) reader.annotate("warning", message);
  const env = stageEnvironment(job, stage, { ...job.github, ...stage.github, ...files.paths });
  const { command, cwd } = stage;
  const exitCode = await runProgram({ command, cwd, env, timeoutMs: job.timeoutMs, onLine: reader.read });
  const written = readFiles(files.read, reader);
  Object.assign(job.env, written?.env);
  job.path.push(...(written?.path ?? []));
  const summary = acceptSummary(written?.summary ?? "", reader);
  const failed = exitCode !== 0 || reader.failed() || written === undefined;
  return {
    ...{ outcome: failed ? "failure" : "success", exitCode, summary: mask(summary, job.secrets) },
    ...{ outputs: written?.outputs ?? {}, state: written?.state ?? {} },
    ...shownAnnotations(reader.annotations),
    ...{ log: reader.log(), rawLog: reader.rawLog() },
  };
}

function stageEnvironment(job: JobState, stage: Stage, github: GitHubContext): Variables {
  const runner = Object.entries(job.runner).map(([key, value]) => [`RUNNER_${key.toUpperCase()}`, value]);
  const path = [...job.path.toReversed(), job.machine["PATH"] ?? ""].join(delimiter);
  return {
    ...job.machine,
    ...{ CI: "true", GITHUB_ACTIONS: "true", PATH: path },
    ...job.env,
    ...stage.env,
    ...Object.fromEntries(runner),
    ...exportedVariables(github),
  };
}

function readFiles(read: () => FileCommands, reader: LogReader): FileCommands | undefined {
  try {
    return read();
  } catch (error) {
    reader.annotate("error", `Unable to process file command: ${String(error)}`);
    return undefined;
  }
}

const SUMMARY_LIMIT = 1024 * 1024;

/** Over the limit the upload is dropped, and the step stays green. */
function acceptSummary(summary: string, reader: LogReader): string {
  const size = Buffer.byteLength(summary);
  if (size <= SUMMARY_LIMIT) return summary;
  const got = Math.round(size / 1024);
  reader.annotate("error", `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${got}k.`);
  return "";
}

const SHOWN_PER_LEVEL = 10;

function shownAnnotations(all: readonly Annotation[]) {
  const annotations = all.filter((annotation, index) => {
    const before = all.slice(0, index).filter(({ level }) => level === annotation.level);
    return before.length < SHOWN_PER_LEVEL;
  });
  return { annotations, droppedAnnotations: all.length - annotations.length };
}
