import type { Digest } from "../core/digest.ts";
import { InputError } from "../core/errors.ts";
import type { LayerBlob, LayerPacker } from "../image/index.ts";

/** Answers with a blob that was made before; the layer is read and hashed all the same, and must be what its name says. */
export class KnownPacker implements LayerPacker {
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
