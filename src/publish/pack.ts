import type { Digest } from "../core/digest.ts";
import type { LayerBlob, OpenPacker } from "../image/index.ts";
import { CompressingPacker, type CompressionSetting } from "./compressing-packer.ts";
import { KnownPacker } from "./known-packer.ts";
import { StoringPacker } from "./storing-packer.ts";

/** Plain data, so that a worker can be told. */
export interface PackOptions {
  readonly compression: CompressionSetting;
  /** Where blobs are kept to be published; without it they are only counted. */
  readonly spoolDir?: string;
  /** Blobs by diffId that are neither compressed nor kept again: they were counted before, or lie wherever they are to go. */
  readonly known?: ReadonlyMap<Digest, LayerBlob>;
  /** Writes without giving way: in a worker, where nothing else waits. */
  readonly blocking?: boolean;
}

/** Makes one packer a layer: compresses in the thread pool while the next bytes are read and hashed. */
export const openPackers = (options: PackOptions): OpenPacker => {
  const { compression, spoolDir, known } = options;
  const open = (announced: Digest | undefined) => {
    const blob = announced === undefined ? undefined : known?.get(announced);
    if (announced !== undefined && blob !== undefined) return new KnownPacker(announced, blob);
    const { kind, level } = compression;
    return kind === "none"
      ? new StoringPacker(spoolDir, options.blocking === true)
      : new CompressingPacker(kind, level, spoolDir);
  };
  return Object.assign(open, { settings: options, keeps: spoolDir !== undefined });
};
