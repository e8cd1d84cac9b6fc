import type * as v from "valibot";
import { parseJson } from "../core/json.ts";
import type { Log } from "../core/log.ts";
import { evaluationArguments } from "./arguments.ts";
import { NixError } from "./errors.ts";
import type { Nix } from "./run.ts";

export interface LookUp {
  /** What is looked for, for the log. */
  readonly about: string;
  readonly cwd: string;
  /** Arguments of the build; those that bear on evaluation are used. */
  readonly args: readonly string[];
  readonly log: Log;
}

/**
 * A package set that wants something built to be evaluated is left out, and nothing is downloaded. Pure, as the build's own
 * evaluation: the code may be a stranger's.
 */
const LOOK_ONLY = ["--read-only", "--offline", "--option", "allow-import-from-derivation", "false"];

/** What an expression comes to; `undefined`, with the reason in the debug log, where it cannot be evaluated. */
export const lookUp = async <S extends v.GenericSchema>(
  nix: Nix,
  { about, args, cwd, log }: LookUp,
  expression: string,
  schema: S,
): Promise<v.InferOutput<S> | undefined> => {
  try {
    const stdout = await nix.run(["eval", "--json", ...evaluationArguments(args), ...LOOK_ONLY, "--expr", expression], {
      cwd,
      about,
    });
    const parsed = parseJson(schema, stdout);
    if (parsed.kind === "ok") return parsed.value;
    log.debug(`${about}: ${parsed.problem}`);
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    log.debug(error.message);
  }
  return undefined;
};

/** Text without line ends as a string of the Nix language. */
export const nixString = (text: string): string => `"${text.replace(/["\\$]/g, "\\$&")}"`;
