import { Worker } from "node:worker_threads";
import { type BlockCompressor, type FilledBlock, openLocalCompressor } from "./block-compressor.ts";
import type { Compressing } from "./compress-block.ts";

/** Where compressing workers come from, and how many may be. */
export interface CompressWorkers {
  /** Script of a worker, see `serveBlocks`. */
  readonly compressUrl: URL;
  /** Processors that may be kept busy. */
  readonly count: number;
}

/** What a worker says of each block that it was sent, in their order. */
export type BlockAnswer =
  | ({ readonly kind: "compressed" } & FilledBlock)
  | { readonly kind: "failed"; readonly message: string };

interface Waiting {
  readonly resolve: (filled: FilledBlock) => void;
  readonly reject: (error: Error) => void;
}

interface Lane {
  readonly worker: Worker;
  readonly waiting: Waiting[];
}

/** Starting a worker takes as long as compressing some megabytes. */
const STARTED_AFTER = 8 << 20;
/** Blocks that wait, so that no worker does. */
const SPARE = 2;
/** The garbage of a worker is a message a block. */
const HEAP = { maxYoungGenerationSizeMb: 2 };

/** Compresses in workers, which are started when there is much to do, and keep nobody waiting when there is no more. */
export const openCompressWorkers = (setting: Compressing, { compressUrl, count }: CompressWorkers): BlockCompressor => {
  const local = openLocalCompressor(setting);
  const lanes = new Set<Lane>();
  let bytes = 0;
  const start = (): Lane => {
    const worker = new Worker(compressUrl, { execArgv: [], resourceLimits: HEAP, workerData: setting });
    const lane: Lane = { worker, waiting: [] };
    const end = (reason: unknown): void => {
      lanes.delete(lane);
      const error = reason instanceof Error ? reason : new Error(`a compressing worker ended with ${reason}`);
      for (const { reject } of lane.waiting.splice(0)) reject(error);
    };
    worker.on("message", (answer: BlockAnswer) => settle(lane, answer));
    worker.on("error", end).on("exit", end);
    lanes.add(lane);
    return lane;
  };
  const idlest = (): Lane => {
    const [first] = [...lanes].toSorted((a, b) => a.waiting.length - b.waiting.length);
    return first === undefined || (first.waiting.length > 0 && lanes.size < count) ? start() : first;
  };
  return {
    lanes: count + SPARE,
    compress: (filled) => {
      bytes += filled.size;
      return bytes <= STARTED_AFTER ? local.compress(filled) : send(idlest(), filled);
    },
  };
};

const send = ({ worker, waiting }: Lane, filled: FilledBlock): Promise<FilledBlock> =>
  new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.ref();
    worker.postMessage(filled, [filled.block.buffer]);
  });

const settle = ({ worker, waiting }: Lane, answer: BlockAnswer): void => {
  const first = waiting.shift();
  if (waiting.length === 0) worker.unref(); // the program may end
  if (answer.kind === "compressed") first?.resolve(answer);
  else first?.reject(new Error(answer.message));
};
