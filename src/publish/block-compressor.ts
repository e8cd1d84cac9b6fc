import { type CompressBlock, type Compressing, openBlockCompressor } from "./compress-block.ts";

/** A block and how much of it is filled. Who hands it on does not touch it any more. */
export interface FilledBlock {
  readonly block: Uint8Array<ArrayBuffer>;
  readonly size: number;
}

/** Compresses blocks, several at a time where it can. */
export interface BlockCompressor {
  /** Blocks that may be under way for one layer. */
  readonly lanes: number;
  readonly compress: (filled: FilledBlock) => Promise<FilledBlock>;
}

/** Compresses in this very thread, where that is the only work, or little. */
export const openLocalCompressor = (setting: Compressing): BlockCompressor => {
  let opening: Promise<CompressBlock> | undefined;
  return {
    lanes: 1,
    compress: async ({ block, size }) => {
      opening ??= openBlockCompressor(setting);
      const compress = await opening;
      return { block, size: compress(block, size) };
    },
  };
};
