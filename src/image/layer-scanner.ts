import type { Progress } from "../core/log.ts";
import { openEntryBudget } from "./entry-budget.ts";
import type { OpenPacker } from "./packer.ts";
import { announcedDiffId, type ScannedLayer } from "./scan-layer.ts";
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
  /** True when layers are hashed and packed alone; those whose blobs are known already are not even read. */
  readonly bare?: boolean | undefined;
  readonly workers?: WorkerSettings | undefined;
}

/** Starting a worker takes as long as reading some ten megabytes, and each has memory of its own. */
const BYTES_PER_WORKER = 24 << 20;
const WORKERS_LIMIT = 4;
/** How much more than its share a worker may have to do before the others stand idle for too long. */
const UNEVEN = 1.25;

/** Reads layers by as many workers as pay, or in this thread when one would do. */
export const openLayerScanner =
  (options: ScanOptions): ScanRanges =>
  async (ranges) => {
    const known = ranges.map((range) => passOver(range, options));
    const scanned = (
      await scanAll(
        ranges.filter((_, i) => known[i] === undefined),
        options,
      )
    ).values();
    return known.map((layer) => layer ?? (scanned.next().value as ScannedLayer));
  };

/** A layer that needs no reading: its name and the image's config must agree on what it is; the latter its reader checks. */
const passOver = (range: LayerRange, { openPacker, bare, progress }: ScanOptions): ScannedLayer | undefined => {
  const { announced, compression, length, member } = range;
  if (bare !== true || compression !== "none" || announced === undefined) return undefined;
  const blob = announcedDiffId(member) === announced ? openPacker?.known?.(announced) : undefined;
  if (blob === undefined) return undefined;
  progress.advance(length);
  const stored = { digest: announced, size: length, compression };
  return { layer: { member, diffId: announced, blob }, stored };
};

const scanAll = async (
  ranges: readonly LayerRange[],
  { workers, ...options }: ScanOptions,
): Promise<readonly ScannedLayer[]> => {
  const bytes = ranges.reduce((sum, { length }) => sum + length, 0);
  const count = Math.min(workers?.count ?? 1, ranges.length, Math.floor(bytes / BYTES_PER_WORKER), WORKERS_LIMIT);
  const spend = openEntryBudget(ranges[0]?.file ?? "");
  // One layer that is half of all is read by one worker: where it is packed in pieces, this thread makes more of the processors.
  const isUneven = Math.max(...ranges.map(({ length }) => length)) > (bytes / count) * UNEVEN;
  const stays = isUneven && options.openPacker?.divides === true;
  if (workers !== undefined && count > 1 && !stays)
    return scanInWorkers(ranges, { ...options, spend, url: workers.url, count });
  const scanned: ScannedLayer[] = [];
  for (const range of ranges) {
    const result = await scanRange(range, options);
    spend(result.layer);
    scanned.push(result);
  }
  return scanned;
};
