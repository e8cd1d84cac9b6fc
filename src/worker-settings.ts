import { availableParallelism } from "node:os";
import type { WorkerSettings } from "./image/index.ts";

/** The scanning workers of a program whose entry is at `entry` (its `import.meta.url`): in sources as in the bundle they lie beside it. */
export const workerSettings = (entry: string): WorkerSettings => ({
  url: new URL(`./scan-worker${entry.slice(entry.lastIndexOf("."))}`, entry),
  count: availableParallelism(),
});
