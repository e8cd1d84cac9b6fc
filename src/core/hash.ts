import { createHash } from "node:crypto";
import type { Digest } from "./digest.ts";

export const sha256 = (bytes: Uint8Array | string): Digest =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** Counts and hashes the bytes that pass; `digest` may be asked once. */
export class Meter {
  readonly #hash = createHash("sha256");
  #size = 0;

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.#size += chunk.byteLength;
  }

  get size(): number {
    return this.#size;
  }

  digest(): Digest {
    return `sha256:${this.#hash.digest("hex")}`;
  }
}
