import type { ProgramResult, RunProgram } from "../core/program.ts";

/** What `git ARGS…` comes to. */
export type RunGit = (...args: readonly string[]) => Promise<ProgramResult>;

/** Git's messages are matched in English; no question must wait for an answer; looking must not write the index. */
const ENV = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" } as const;

export const gitIn =
  (dir: string, run: RunProgram): RunGit =>
  (...args) =>
    run("git", args, { cwd: dir, env: ENV });
