import type { RunProgram } from "../../src/core/program.ts";
import type { BaselineStore, GitHubContext } from "../../src/github/index.ts";
import { parseActionInputs } from "../../src/inputs/index.ts";
import type { ActionRun } from "../../src/pipeline/action-run.ts";
import { runProgram } from "../../src/run-program.ts";
import { captureLog } from "../registry/support/open.ts";
import { MACHINE } from "../support/machine.ts";

const INPUTS: Readonly<Record<string, string>> = {
  ...{
    image: ".#image",
    tags: "{rev}",
    "rev-length": "9",
    compression: "gzip",
    "media-types": "oci",
    comment: "changes",
    "budget-mode": "fail",
  },
};

export interface RunContext {
  readonly cwd: string;
  readonly context: GitHubContext;
  readonly store?: BaselineStore;
  /** Laid over those of an Action that builds `.#image`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** For Nix and what it makes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly tempDir?: string;
  readonly mergeBase?: NonNullable<ActionRun["mergeBase"]>;
  readonly runProgram?: RunProgram;
}

/** A run in `cwd` that has nothing but a store; its log and its outputs are kept. */
export const aRun = (options: RunContext) => {
  const log = captureLog();
  const outputs: Record<string, string> = {};
  const { cwd, inputs = {}, env = {}, tempDir = "/tmp", runProgram: program = runProgram, ...rest } = options;
  const run: ActionRun = {
    ...rest,
    deps: {
      run: program,
      version: async () => "1.2.3",
      machine: MACHINE,
      clock: () => performance.now(),
      fetch,
      log,
      env,
      cwd,
      tempDir,
    },
    inputs: parseActionInputs((name) => ({ ...INPUTS, ...inputs })[name] ?? ""),
    outputDir: tempDir,
    reportClient: () => Promise.reject(new Error("no page is written here")),
    writeSummary: async () => {},
    setOutput: (name, value) => {
      outputs[name] = value;
    },
  };
  return { run, log, outputs };
};
