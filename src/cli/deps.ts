import type { Deps } from "../pipeline/deps.ts";
import type { ReportClient } from "../report/render/index.ts";

/** The terminal's side of a command. */
export interface CliDeps {
  readonly deps: Deps;
  /** Bytes for programs, as they are. */
  readonly stdout: (text: string) => void;
  /** Text for people, which may quote an image; in the log of a workflow it is disarmed. */
  readonly print: (text: string) => void;
  /** All of standard input, for passwords. */
  readonly readStdin: () => Promise<string>;
  readonly colour: boolean;
  /** What a browser runs of the HTML report; read when it is asked for. */
  readonly reportClient: () => Promise<ReportClient>;
}
