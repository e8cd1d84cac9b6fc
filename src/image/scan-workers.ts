import { Worker } from "node:worker_threads";
import type { Progress } from "../core/log.ts";
import type { BareLayer } from "./model.ts";
import type { OpenPacker } from "./packer.ts";
import { type ScanAnswer, type ScanWorkerData, toError } from "./scan-answer.ts";
import type { ScannedLayer } from "./scan-layer.ts";
import type { LayerRange } from "./scan-range.ts";

export interface WorkersOptions {
  readonly url: URL;
  readonly count: number;
  readonly progress: Progress;
  readonly openPacker: OpenPacker | undefined;
  readonly bare?: boolean | undefined;
  /** Is told every layer that is kept, and may throw. */
  readonly spend: (layer: BareLayer) => void;
}

/** The garbage of a scan is small and short-lived; a young generation of 16 MB and more would only stand empty. */
const HEAP = { maxYoungGenerationSizeMb: 4 };

/** Scans ranges by several workers, which end with it. The largest go first, so that all end at about the same time. */
export const scanInWorkers = async (
  ranges: readonly LayerRange[],
  { url, count, progress, openPacker, bare, spend }: WorkersOptions,
): Promise<readonly ScannedLayer[]> => {
  const scanned = new Map<LayerRange, ScannedLayer>();
  const queue = ranges.toSorted((a, b) => b.length - a.length).values();
  const workerData: ScanWorkerData = { packing: openPacker?.settings, bare: bare === true };
  const workers = Array.from(
    { length: count },
    () => new Worker(url, { execArgv: [], resourceLimits: HEAP, workerData }),
  );
  for (const worker of workers) worker.on("error", () => {}); // told where its answer is waited for
  let isOver = false;
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (const range of queue) {
          if (isOver) return; // another worker has failed
          const result = await ask(worker, range, progress);
          spend(result.layer);
          scanned.set(range, result);
          if (result.layer.blob !== undefined) openPacker?.packed?.(result.layer.blob);
        }
      }),
    );
  } finally {
    isOver = true;
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return ranges.map((range) => scanned.get(range) as ScannedLayer);
};

const ask = (worker: Worker, range: LayerRange, progress: Progress): Promise<ScannedLayer> =>
  new Promise<ScannedLayer>((resolve, reject) => {
    const onMessage = (answer: ScanAnswer): void => {
      switch (answer.kind) {
        case "progress":
          progress.advance(answer.bytes);
          progress.doing(() => answer.doing);
          return;
        case "scanned":
          resolve(answer.scanned);
          break;
        case "failed":
          reject(toError(answer));
      }
      settle();
    };
    const onEnd = (reason: unknown): void => {
      reject(reason instanceof Error ? reason : new Error(`a scanning worker ended with ${reason}`));
      settle();
    };
    // Only its own listeners: `terminate` waits for the end of the worker by one, too.
    const settle = (): void => {
      worker.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
    };
    worker.on("message", onMessage).once("error", onEnd).once("exit", onEnd);
    worker.postMessage(range);
  });
