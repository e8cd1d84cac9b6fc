export interface ProgramResult {
  /** Exit status; 127 when there is no such program, 126 when it could not be started. */
  readonly status: number;
  readonly stdout: string;
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
