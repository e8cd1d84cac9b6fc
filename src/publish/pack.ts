import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { PassThrough, type Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip, createZstdCompress } from "node:zlib";
import { type Digest, hexOf } from "../core/digest.ts";
import { InputError, messageOf } from "../core/errors.ts";
import { Meter } from "../core/hash.ts";
import type { LayerBlob, LayerPacker, OpenPacker } from "../image/index.ts";
import { type Compression, layerMediaType } from "../oci/media-type.ts";

export interface CompressionSetting {
  readonly kind: Compression;
  readonly level: number;
}

export interface PackOptions {
  readonly compression: CompressionSetting;
  /** Where blobs are kept to be published; without it they are only counted. */
  readonly spoolDir?: string;
  /** Blobs by diffId that need no compressing again; used only when nothing is kept. */
  readonly known?: ReadonlyMap<Digest, LayerBlob>;
}

/** Makes one packer a layer: compresses in the thread pool while the next bytes are read and hashed. */
export const openPackers =
  (options: PackOptions): OpenPacker =>
  (announced) => {
    const known = announced === undefined || options.spoolDir !== undefined ? undefined : options.known?.get(announced);
    return known === undefined ? new CompressingPacker(options) : new KnownPacker(announced as Digest, known);
  };

const CHUNK = 256 * 1024;

const compressor = ({ kind, level }: CompressionSetting): Transform => {
  switch (kind) {
    case "none":
      return new PassThrough({ highWaterMark: 4 * CHUNK });
    case "gzip":
      return createGzip({ level, chunkSize: CHUNK });
    case "zstd":
      return createZstdCompress({ chunkSize: CHUNK, params: { [constants.ZSTD_c_compressionLevel]: level } });
  }
};

let serial = 0;

class CompressingPacker implements LayerPacker {
  readonly #kind: Compression;
  readonly #compressor: Transform;
  readonly #meter = new Meter();
  readonly #spoolDir: string | undefined;
  readonly #partial: string | undefined;
  readonly #done: Promise<void>;

  constructor({ compression, spoolDir }: PackOptions) {
    this.#kind = compression.kind;
    this.#compressor = compressor(compression);
    this.#spoolDir = spoolDir;
    this.#partial = spoolDir === undefined ? undefined : path.join(spoolDir, `.partial-${process.pid}-${serial++}`);
    this.#done = this.#store().catch((error: unknown) => {
      throw spoolDir === undefined ? error : cannotKeep(spoolDir, error);
    });
    this.#done.catch(() => {}); // told by write or finish
  }

  async write(chunk: Buffer): Promise<void> {
    if (this.#compressor.write(chunk)) return;
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

const cannotKeep = (dir: string, error: unknown): InputError =>
  new InputError(
    "SPOOL_FAILED",
    `${dir}: a layer cannot be kept there (${messageOf(error)}); make room, or use another temporary folder`,
    { cause: error },
  );

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Answers from an earlier report; the layer is read and hashed all the same, and must be what its name says. */
class KnownPacker implements LayerPacker {
  readonly #announced: Digest;
  readonly #blob: LayerBlob;

  constructor(announced: Digest, blob: LayerBlob) {
    this.#announced = announced;
    this.#blob = blob;
  }

  async write(): Promise<void> {}

  async finish(diffId: Digest): Promise<LayerBlob> {
    if (diffId === this.#announced) return this.#blob;
    const message = `layer named ${this.#announced} hashes to ${diffId}; build the image again`;
    throw new InputError("DIGEST_MISMATCH", message);
  }

  async abort(): Promise<void> {}
}
