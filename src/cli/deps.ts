import type { Deps } from "../pipeline/deps.ts";

/** The terminal's side of a command. */
export interface CliDeps {
  readonly deps: Deps;
  readonly stdout: (text: string) => void;
  /** All of standard input, for passwords. */
  readonly readStdin: () => Promise<string>;
  readonly colour: boolean;
}
