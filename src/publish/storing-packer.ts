import { writeSync } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Digest, hexOf } from "../core/digest.ts";
import type { LayerBlob, LayerPacker } from "../image/index.ts";
import { layerMediaType } from "../oci/media-type.ts";
import { cannotKeep, partialFile } from "./spool.ts";

/** Keeps a layer as it is: its blob is the tar itself, so that nothing is hashed again. */
export class StoringPacker implements LayerPacker {
  readonly #dir: string | undefined;
  readonly #blocking: boolean;
  readonly #partial: string;
  readonly #file: Promise<FileHandle | undefined>;
  #size = 0;

  constructor(dir: string | undefined, blocking: boolean) {
    this.#dir = dir;
    this.#blocking = blocking;
    this.#partial = dir === undefined ? "" : partialFile(dir);
    this.#file = this.#guarded(async () => {
      if (dir === undefined) return undefined;
      await mkdir(dir, { recursive: true });
      return open(this.#partial, "wx");
    });
    this.#file.catch(() => {}); // told by write or finish
  }

  async write(chunk: Buffer): Promise<void> {
    const file = await this.#file;
    this.#size += chunk.length;
    if (file === undefined) return;
    await this.#guarded(async () => (this.#blocking ? writeAll(file.fd, chunk) : file.writeFile(chunk)));
  }

  async finish(diffId: Digest): Promise<LayerBlob> {
    const file = await this.#file;
    const blob = { mediaType: layerMediaType("none"), digest: diffId, size: this.#size };
    if (file === undefined || this.#dir === undefined) return blob;
    const target = path.join(this.#dir, hexOf(diffId));
    await this.#guarded(async () => {
      await file.close();
      await rename(this.#partial, target);
    });
    return { ...blob, file: target };
  }

  async abort(): Promise<void> {
    // Whatever made the caller give up is the error to tell, not this.
    const file = await this.#file.catch(() => undefined);
    await file?.close().catch(() => {});
    if (file !== undefined) await rm(this.#partial, { force: true }).catch(() => {});
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#dir === undefined ? error : cannotKeep(this.#dir, error);
    }
  }
}

const writeAll = (fd: number, chunk: Buffer): void => {
  for (let at = 0; at < chunk.length; ) at += writeSync(fd, chunk, at);
};
