import type { Log } from "../core/log.ts";
import type { RunProgram } from "../core/program.ts";
import type { WorkerSettings } from "../image/index.ts";
import type { Platform } from "../oci/descriptor.ts";
import type { CompressWorkers } from "../publish/index.ts";

/** Everything through which the pipeline touches the world; built once in an entry. */
export interface Deps {
  readonly run: RunProgram;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Private to this run and removed at its end: spooled layers, result links. */
  readonly tempDir: string;
  /** Of this program. */
  readonly version: () => Promise<string>;
  /** Milliseconds since some moment; without it nobody is told how long things took. */
  readonly clock?: () => number;
  /** The date of this moment, RFC 3339 in UTC; without it tags cannot have it. */
  readonly now?: () => string;
  /** What this machine runs. */
  readonly machine: Platform;
  /** Layers may be read by these; without them the main thread reads. */
  readonly workers?: WorkerSettings & CompressWorkers;
}
