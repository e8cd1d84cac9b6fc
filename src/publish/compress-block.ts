import { constants, zstdCompressSync } from "node:zlib";
import type { Compression } from "../oci/media-type.ts";
import { memberRoom, openDeflate } from "./deflate.ts";

export interface CompressionSetting {
  readonly kind: Compression;
  readonly level: number;
}

/** A setting that leaves something to compute; plain data, for a worker to be told. */
export interface Compressing extends CompressionSetting {
  readonly kind: Exclude<Compression, "none">;
}

/** Bytes of a layer that are compressed by themselves. Larger ones gain gzip less than 0.1 %, zstd less than 2 %, and take memory. */
export const BLOCK_SIZE = { gzip: 1 << 20, zstd: 1 << 20 } as const;

/** Memory for a block, and for what becomes of it. */
export const newBlock = (kind: Compressing["kind"]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(memberRoom(BLOCK_SIZE[kind]));

/** What zstd puts out fits into one piece. */
const ROOM = memberRoom(BLOCK_SIZE.zstd);

/** Replaces the first `size` bytes of `block` by what they are compressed, and says how many bytes that is. */
export type CompressBlock = (block: Uint8Array, size: number) => number;

/** Blocks become members of gzip or frames of zstd: what is put together of them is one file that every reader takes. */
export const openBlockCompressor = async ({ kind, level }: Compressing): Promise<CompressBlock> => {
  switch (kind) {
    case "gzip": {
      const writeMember = await openDeflate(level, BLOCK_SIZE.gzip);
      return (block, size) => writeMember(block.subarray(0, size), block);
    }
    case "zstd":
      // Never a stream with several workers, which loses data: https://github.com/nodejs/node/issues/59899
      return (block, size) => {
        const params = { [constants.ZSTD_c_compressionLevel]: level };
        const frame = zstdCompressSync(block.subarray(0, size), { params, chunkSize: ROOM });
        const { length } = frame;
        block.set(frame);
        frame.buffer.transfer(0); // given back now: a hundred megabytes would wait for the collector
        return length;
      };
  }
};
