import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseReportFile, type Report } from "../../../src/report/index.ts";
import type { TestNix } from "../../support/nix.ts";
import type { StepRun } from "../support/job.ts";
import { runAction } from "../support/runner.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import type { Checkout } from "./origin.ts";

const ACTION = resolve(import.meta.dirname, "../../..");

/** The example needs programs of the machine, so its evaluation is impure. */
const EXAMPLE_INPUTS = { image: ".#image", "build-args": "--impure" };

export interface RunRequest {
  readonly checkout: Checkout;
  /** Laid over those that build the example's image. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly token?: string;
  /** Laid over the machine's. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ran extends StepRun {
  /** What `report` points at; empty when there is none. */
  readonly reports: readonly Report[];
}

/** A runner: one machine, whose folders have the same names in every job. */
export interface Machine {
  /** One job with the action as its only step. `RUNNER_TEMP` is empty at its start. */
  run(request: RunRequest): Promise<Ran>;
}

export interface MachineOptions {
  readonly nix: TestNix;
  /** Addresses of the services, and whatever else its steps see. */
  readonly env?: Readonly<Record<string, string>>;
  /** Each workflow has a comment of its own. */
  readonly workflow?: string;
}

export function makeMachine({ nix, env = {}, workflow = "ci" }: MachineOptions): Machine {
  const temp = join(temporaryFolder("machine"), "_temp");
  const { PATH = "", NIX_CONFIG = "" } = nix.env;
  let runs = 0;
  return {
    run: async ({ checkout, inputs, token = "", ...request }) => {
      rmSync(temp, { recursive: true, force: true });
      mkdirSync(temp);
      const step = await runAction({
        actionDir: ACTION,
        inputs: { ...EXAMPLE_INPUTS, ...inputs },
        event: checkout.event,
        workspace: checkout.workspace,
        token,
        env: { PATH, NIX_CONFIG, RUNNER_TEMP: temp, ...env, ...request.env },
        github: { workflow, run_id: String(++runs) },
      });
      return { ...step, reports: readReports(step.outputs["report"]) };
    },
  };
}

const readReports = (file: string | undefined): readonly Report[] => {
  if (file === undefined) return [];
  const parsed = parseReportFile(readFileSync(file, "utf8"));
  if (parsed.kind === "bad") throw new Error(`${file}: ${parsed.problem}`);
  return parsed.value;
};
