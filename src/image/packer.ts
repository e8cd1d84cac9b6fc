import type { Digest } from "../core/digest.ts";
import type { LayerBlob } from "./model.ts";

/** Takes the plain bytes of one layer as they are read and makes the blob that a registry will store. */
export interface LayerPacker {
  /** Resolves when more may come. Then the chunk is overwritten: who needs it longer copies it. */
  write(chunk: Buffer): Promise<void>;
  /** The blob of the layer, which turned out to be `diffId`. */
  finish(diffId: Digest): Promise<LayerBlob>;
  /** Gives up: nothing of this layer stays behind. */
  abort(): Promise<void>;
}

/**
 * Opens the packer of the next layer. `announced` is the diffId that the layer's name suggests, if any: a hint only,
 * since some builders put another hash there.
 */
export interface OpenPacker {
  (announced: Digest | undefined): LayerPacker;
  /** True when blobs are kept as files, not only counted. */
  readonly keeps: boolean;
  /** True when the packer of one layer keeps several processors busy. */
  readonly divides: boolean;
  /** The blob of a layer that need not be read, where nobody wants to look into it. */
  known?(announced: Digest): LayerBlob | undefined;
  /** Is told of every blob as soon as it is there, in the main thread. */
  packed?(blob: LayerBlob): void;
  /** Plain data, by which a worker opens the same packers. */
  readonly settings: unknown;
}
