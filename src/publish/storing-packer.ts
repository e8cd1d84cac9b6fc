import type { Digest } from "../core/digest.ts";
import type { LayerBlob, LayerPacker } from "../image/index.ts";
import { layerMediaType } from "../oci/media-type.ts";
import type { SpoolFile } from "./spool-file.ts";

/** Keeps a layer as it is: its blob is the tar itself, so that nothing is hashed again. */
export class StoringPacker implements LayerPacker {
  readonly #file: SpoolFile;
  #size = 0;

  constructor(file: SpoolFile) {
    this.#file = file;
  }

  async write(chunk: Buffer): Promise<void> {
    this.#size += chunk.length;
    await this.#file.write(chunk);
  }

  async finish(diffId: Digest): Promise<LayerBlob> {
    const blob = { mediaType: layerMediaType("none"), digest: diffId, size: this.#size };
    return { ...blob, ...(await this.#file.keep(diffId)) };
  }

  abort(): Promise<void> {
    return this.#file.discard();
  }
}
