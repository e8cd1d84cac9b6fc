export interface ProgramResult {
  /** Exit status; 127 when there is no such program, 126 when it could not be started. */
  readonly status: number;
  readonly stdout: string;
  /** The last few MiB of it: a build may log without end. */
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each line of standard error as it comes. */
  readonly onStderrLine?: (line: string) => void;
}

/** Runs a program to its end and returns what came of it; rejects for nothing that the program did. */
export type RunProgram = (program: string, args: readonly string[], options?: ProgramOptions) => Promise<ProgramResult>;

/** What the runner gives to actions alone, as the key to the cache service; a `run:` step has none of it either. */
const ACTION_ONLY = /^(ACTIONS|INPUT|STATE)_/;

/** The environment for programs that we start: they may be code of the pull request, and get no secret of this step. */
export const environmentForPrograms = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !ACTION_ONLY.test(entry[0]),
    ),
  );
