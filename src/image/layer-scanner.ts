import type { Progress } from "../core/log.ts";
import { openEntryBudget } from "./entry-budget.ts";
import type { OpenPacker } from "./packer.ts";
import type { ScannedLayer } from "./scan-layer.ts";
import { type LayerRange, scanRange } from "./scan-range.ts";
import { scanInWorkers } from "./scan-workers.ts";

/** Reads layers where they lie; the results are in the order of the ranges. */
export type ScanRanges = (ranges: readonly LayerRange[]) => Promise<readonly ScannedLayer[]>;

export interface WorkerSettings {
  /** Script of a worker, see `serveScans`. */
  readonly url: URL;
  /** Processors that may be kept busy. */
  readonly count: number;
}

export interface ScanOptions {
  readonly progress: Progress;
  readonly openPacker: OpenPacker | undefined;
  readonly workers?: WorkerSettings | undefined;
}

/** Starting a worker takes as long as reading some ten megabytes, and each has memory of its own. */
const BYTES_PER_WORKER = 24 << 20;
const WORKERS_LIMIT = 4;

/** Reads layers by as many workers as pay, or in this thread when one would do. */
export const openLayerScanner =
  ({ workers, ...options }: ScanOptions): ScanRanges =>
  async (ranges) => {
    const bytes = ranges.reduce((sum, { length }) => sum + length, 0);
    const count = Math.min(workers?.count ?? 1, ranges.length, Math.floor(bytes / BYTES_PER_WORKER), WORKERS_LIMIT);
    const spend = openEntryBudget(ranges[0]?.file ?? "");
    if (workers !== undefined && count > 1)
      return scanInWorkers(ranges, { ...options, spend, url: workers.url, count });
    const scanned: ScannedLayer[] = [];
    for (const range of ranges) {
      const result = await scanRange(range, options);
      spend(result.layer);
      scanned.push(result);
    }
    return scanned;
  };
