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
    comment: "changes",
    "budget-mode": "fail",
  },
};

/** A run in `cwd` that has nothing but a store; its log is kept. */
export const aRun = (options: {
  readonly cwd: string;
  readonly context: GitHubContext;
  readonly store: BaselineStore;
}) => {
  const log = captureLog();
  const { cwd, ...rest } = options;
  const run: ActionRun = {
    ...rest,
    deps: {
      run: runProgram,
      version: async () => "1.2.3",
      machine: MACHINE,
      fetch,
      log,
      env: {},
      cwd,
      tempDir: "/tmp",
    },
    inputs: parseActionInputs((name) => INPUTS[name] ?? ""),
    outputDir: "/tmp",
    writeSummary: async () => {},
    setOutput: () => {},
  };
  return { run, log };
};
