import { Meter } from "../core/hash.ts";
import type { LayerBlob, LayerPacker } from "../image/index.ts";
import { layerMediaType } from "../oci/media-type.ts";
import type { BlockCompressor, FilledBlock } from "./block-compressor.ts";
import { BLOCK_SIZE, type Compressing, newBlock } from "./compress-block.ts";
import type { SpoolFile } from "./spool-file.ts";

/** Compresses a layer block by block: what is read, what is compressed and what is written are different blocks. */
export class CompressingPacker implements LayerPacker {
  readonly #kind: Compressing["kind"];
  readonly #compressor: BlockCompressor;
  readonly #file: SpoolFile;
  readonly #meter = new Meter();
  /** Writes of blocks, oldest first, each after the one before. */
  readonly #underWay: Promise<void>[] = [];
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #block: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;
  #isEmpty = true;

  constructor(kind: Compressing["kind"], compressor: BlockCompressor, file: SpoolFile) {
    this.#kind = kind;
    this.#compressor = compressor;
    this.#file = file;
  }

  async write(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      const block = this.#block ?? this.#free.pop() ?? newBlock(this.#kind);
      this.#block = block;
      const piece = chunk.subarray(at, at + BLOCK_SIZE[this.#kind] - this.#filled);
      block.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === BLOCK_SIZE[this.#kind]) await this.#send(block);
    }
  }

  async finish(): Promise<LayerBlob> {
    if (this.#filled > 0 || this.#isEmpty) await this.#send(this.#block ?? newBlock(this.#kind));
    await this.#underWay.at(-1);
    const blob = { mediaType: layerMediaType(this.#kind), digest: this.#meter.digest(), size: this.#meter.size };
    return { ...blob, ...(await this.#file.keep(blob.digest)) };
  }

  async abort(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#file.discard();
  }

  async #send(block: Uint8Array<ArrayBuffer>): Promise<void> {
    const compressing = this.#compressor.compress({ block, size: this.#filled });
    this.#block = undefined;
    this.#filled = 0;
    this.#isEmpty = false;
    const writing = this.#writeAfter(this.#underWay.at(-1), compressing);
    writing.catch(() => {}); // told by a later write, or by finish
    this.#underWay.push(writing);
    if (this.#underWay.length >= this.#compressor.lanes) await this.#underWay.shift();
  }

  async #writeAfter(before: Promise<void> | undefined, compressing: Promise<FilledBlock>): Promise<void> {
    const [{ block, size }] = await Promise.all([compressing, before]);
    const bytes = block.subarray(0, size);
    this.#meter.update(bytes);
    await this.#file.write(bytes);
    this.#free.push(block);
  }
}
