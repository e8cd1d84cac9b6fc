import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip, createZstdCompress } from "node:zlib";
import { hexOf } from "../core/digest.ts";
import { Meter } from "../core/hash.ts";
import type { LayerBlob, LayerPacker } from "../image/index.ts";
import { type Compression, layerMediaType } from "../oci/media-type.ts";
import { cannotKeep, partialFile } from "./spool.ts";

export interface CompressionSetting {
  readonly kind: Compression;
  readonly level: number;
}

type Compressing = Exclude<Compression, "none">;

const CHUNK = 256 * 1024;

const compressor = (kind: Compressing, level: number): Transform => {
  switch (kind) {
    case "gzip":
      return createGzip({ level, chunkSize: CHUNK });
    case "zstd":
      return createZstdCompress({ chunkSize: CHUNK, params: { [constants.ZSTD_c_compressionLevel]: level } });
  }
};

/** Compresses a layer, and keeps it in `spoolDir` under its digest where one is given. */
export class CompressingPacker implements LayerPacker {
  readonly #kind: Compression;
  readonly #compressor: Transform;
  readonly #meter = new Meter();
  readonly #spoolDir: string | undefined;
  readonly #partial: string | undefined;
  readonly #done: Promise<void>;

  constructor(kind: Compressing, level: number, spoolDir: string | undefined) {
    this.#kind = kind;
    this.#compressor = compressor(kind, level);
    this.#spoolDir = spoolDir;
    this.#partial = spoolDir === undefined ? undefined : partialFile(spoolDir);
    this.#done = this.#store().catch((error: unknown) => {
      throw spoolDir === undefined ? error : cannotKeep(spoolDir, error);
    });
    this.#done.catch(() => {}); // told by write or finish
  }

  async write(chunk: Buffer): Promise<void> {
    if (this.#compressor.write(Buffer.from(chunk))) return;
    await Promise.race([new Promise((resolve) => this.#compressor.once("drain", resolve)), this.#done]);
  }

  async finish(): Promise<LayerBlob> {
    this.#compressor.end();
    await this.#done;
    const digest = this.#meter.digest();
    const blob = { mediaType: layerMediaType(this.#kind), digest, size: this.#meter.size };
    if (this.#spoolDir === undefined || this.#partial === undefined) return blob;
    const file = path.join(this.#spoolDir, hexOf(digest));
    await rename(this.#partial, file);
    return { ...blob, file };
  }

  async abort(): Promise<void> {
    this.#compressor.destroy();
    await this.#done.catch(() => {});
    // Whatever made the caller give up is the error to tell, not this.
    if (this.#partial !== undefined) await rm(this.#partial, { force: true }).catch(() => {});
  }

  async #store(): Promise<void> {
    if (this.#spoolDir !== undefined) await mkdir(this.#spoolDir, { recursive: true });
    const sink = this.#partial === undefined ? nowhere() : createWriteStream(this.#partial, { flags: "wx" });
    try {
      await pipeline(this.#compressor, metered(this.#meter), sink);
    } finally {
      if (!sink.closed) await once(sink, "close"); // a file may still be opened after its stream was given up
    }
  }
}

const metered = (meter: Meter) =>
  async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      meter.update(chunk);
      yield chunk;
    }
  };

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
