import { dirname, join } from "node:path";
import type * as v from "valibot";
import { type JsonResult, parseJson } from "../core/json.ts";
import type { ProgramOptions, ProgramResult, RunProgram } from "../core/program.ts";
import { NixError } from "./errors.ts";
import { nixFailure } from "./failure.ts";

/** Given on each call, so that it works whatever nix.conf says; a repeated feature does no harm. */
const FEATURES = ["--extra-experimental-features", "nix-command flakes"] as const;

export interface NixOptions extends ProgramOptions {
  /** What the call is about, put in front of its error message; by default the command, e.g. `nix path-info`. */
  readonly about?: string;
}

/** A Nix that was found to work. */
export interface Nix {
  /** Absolute path of the `nix` program. */
  readonly program: string;
  readonly version: string;
  /** Standard output of `nix ARGS…`. Rejects with a `NixError` when Nix ends with another status than 0. */
  run(args: readonly string[], options?: NixOptions): Promise<string>;
  /** Standard output of another program of the same installation, e.g. `nix-build`; fails as `run` does. */
  runSibling(name: string, args: readonly string[], options?: NixOptions): Promise<string>;
}

export interface NixSetup {
  readonly run: RunProgram;
  readonly program: string;
  readonly version: string;
  /** Added to the environment of each call, e.g. `NIX_USER_CONF_FILES`. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** `nix ARGS…` as it came out, whatever its status. */
export const callNix = (
  { run, program, env }: Omit<NixSetup, "version">,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> => run(program, [...FEATURES, ...args], { ...options, env: { ...env, ...options.env } });

export const openNix = (setup: NixSetup): Nix => ({
  program: setup.program,
  version: setup.version,
  run: async (args, { about, ...options } = {}) => {
    const { status, stdout, stderr } = await callNix(setup, args, options);
    if (status !== 0) throw nixFailure({ args, status, stderr, about });
    return stdout;
  },
  runSibling: async (name, args, { about, ...options } = {}) => {
    const env = { ...setup.env, ...options.env };
    const { status, stdout, stderr } = await setup.run(join(dirname(setup.program), name), args, { ...options, env });
    if (status !== 0) throw nixFailure({ args: [name, ...args], status, stderr, about });
    return stdout;
  },
});

/** What Nix printed as JSON that fits `schema`; a `NixError` "UNEXPECTED_OUTPUT" when it does not. */
export const parseNixJson = <S extends v.GenericSchema>(
  schema: S,
  { nix, stdout, command }: { readonly nix: Nix; readonly stdout: string; readonly command: string },
): v.InferOutput<S> => {
  const parsed: JsonResult<v.InferOutput<S>> = parseJson(schema, stdout);
  if (parsed.kind === "ok") return parsed.value;
  throw new NixError(
    "UNEXPECTED_OUTPUT",
    `nix ${command}: Nix ${nix.version} printed JSON of a shape that is not known here (${parsed.problem}); ` +
      "use another Nix version, and report this one",
  );
};
