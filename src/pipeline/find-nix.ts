import { detectNix, type Nix, NixError, nixCandidates } from "../nix/index.ts";
import type { Deps } from "./deps.ts";

export interface NixFinder {
  /** A working Nix; NixError NO_NIX when there is none. */
  readonly need: () => Promise<Nix>;
  /** A working Nix where there is one: a ready image can be read without, only its reasons need it. */
  readonly want: () => Promise<Nix | undefined>;
}

/** Looks for Nix once, when it is first asked for. */
export const findNix = ({ run, env, log }: Deps): NixFinder => {
  let found: Promise<Nix> | undefined;
  const need = (): Promise<Nix> => {
    found ??= detectNix({ run, log, candidates: nixCandidates(env) });
    return found;
  };
  const want = async (): Promise<Nix | undefined> => {
    try {
      return await need();
    } catch (error) {
      if (error instanceof NixError && error.code === "NO_NIX") {
        log.debug("No working Nix here: the report has sizes, but no references.");
        return undefined;
      }
      throw error;
    }
  };
  return { need, want };
};
