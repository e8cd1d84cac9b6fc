import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import type { Digest } from "../core/digest.ts";
import type { Progress } from "../core/log.ts";
import type { Compression } from "../oci/media-type.ts";
import type { Bytes } from "./bytes.ts";
import type { OpenPacker } from "./packer.ts";
import { type ScannedLayer, scanLayer } from "./scan-layer.ts";

/** A layer as it lies in a file: a member of a plain archive, or a blob of its own. Plain data, for a worker to be told. */
export interface LayerRange {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  readonly compression: Compression;
  readonly member: string;
  readonly announced: Digest | undefined;
  /** True when the range is all of a file. */
  readonly isBlob: boolean;
}

export interface RangeOptions {
  readonly progress: Progress;
  readonly openPacker?: OpenPacker | undefined;
  readonly bare?: boolean | undefined;
  /** Reads without giving way, which is faster where nothing else waits: in a worker. */
  readonly blocking?: boolean;
}

/** Reads a layer where it lies. */
export const scanRange = (range: LayerRange, options: RangeOptions): Promise<ScannedLayer> => {
  const { progress, openPacker, bare, blocking } = options;
  const bytes = blocking === true ? readBlocking(range, progress) : readPieces(range, progress);
  return scanLayer({ ...range, bytes, openPacker, bare, progress });
};

const PIECE = 1 << 20;
/** Fits into the cache of a core, so that hashing and parsing find there what reading has put there. */
const CACHED_PIECE = 1 << 18;

async function* readPieces({ file, offset, length }: LayerRange, progress: Progress): Bytes {
  if (length === 0) return;
  const stream = createReadStream(file, { start: offset, end: offset + length - 1, highWaterMark: PIECE });
  for await (const piece of stream as Bytes) {
    progress.advance(piece.length);
    yield piece;
  }
}

/** Each piece is overwritten by the next, but for compressed bytes, which wait for their decoder. */
async function* readBlocking({ file, offset, length, compression }: LayerRange, progress: Progress): Bytes {
  const shared = compression === "none" ? Buffer.allocUnsafe(CACHED_PIECE) : undefined;
  const fd = openSync(file, "r");
  try {
    for (let at = offset, left = length; left > 0; ) {
      const buffer = shared ?? Buffer.allocUnsafe(CACHED_PIECE);
      const size = readSync(fd, buffer, 0, Math.min(left, buffer.length), at);
      if (size === 0) return;
      progress.advance(size);
      yield buffer.subarray(0, size);
      at += size;
      left -= size;
    }
  } finally {
    closeSync(fd);
  }
}
