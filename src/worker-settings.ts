import { availableParallelism } from "node:os";
import type { WorkerSettings } from "./image/index.ts";
import type { CompressWorkers } from "./publish/index.ts";

/** The workers of a program whose entry is at `entry` (its `import.meta.url`): in sources as in the bundle they lie beside it. */
export const workerSettings = (entry: string): WorkerSettings & CompressWorkers => {
  const script = (name: string): URL => new URL(`./${name}${entry.slice(entry.lastIndexOf("."))}`, entry);
  return { url: script("scan-worker"), compressUrl: script("compress-worker"), count: availableParallelism() };
};
