import pLimit from "p-limit";
import type { Digest } from "../core/digest.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Repository } from "../registry/index.ts";
import { PublishError } from "./errors.ts";
import type { PackedBlob } from "./manifest.ts";

/** How a blob came to be in the repository. */
export type BlobFate = "exists" | "mounted" | "uploaded";

export interface UploadOptions {
  readonly repository: Repository;
  /** Repositories of the same registry that may have the blobs. */
  readonly mountFrom?: readonly string[];
}

/** As many as skopeo and podman; more only meets rate limits. */
const CONCURRENCY = 6;

/**
 * Blobs on their way to one repository. Each travels once, however often it is asked for, and from the moment that it is
 * known: while the next layer is still being packed. After a failure nothing more is sent.
 */
export class BlobUploads {
  readonly repository: Repository;
  readonly mountFrom: readonly string[];
  readonly #limit = pLimit(CONCURRENCY);
  readonly #fates = new Map<Digest, Promise<BlobFate>>();
  /** Bytes that are still to be sent of what is on its way. */
  readonly #left = new Map<Digest, number>();
  readonly #listeners = new Set<(bytes: number) => void>();
  #failure: { readonly error: unknown } | undefined;

  constructor({ repository, mountFrom = [] }: UploadOptions) {
    this.repository = repository;
    this.mountFrom = mountFrom;
  }

  /** The repository has said that it has this blob. */
  confirm(digest: Digest, fate: Exclude<BlobFate, "uploaded">): void {
    this.#fates.set(digest, Promise.resolve(fate));
  }

  /** The fate of a blob, once the registry has confirmed it. */
  put(blob: PackedBlob): Promise<BlobFate> {
    const { digest, size } = blob.descriptor;
    const known = this.#fates.get(digest);
    if (known !== undefined) return known;
    this.#left.set(digest, size);
    const fate = this.#limit(() => this.#send(blob)).finally(() => {
      this.#tell(digest, this.#left.get(digest) ?? 0);
      this.#left.delete(digest);
    });
    fate.catch(() => {}); // told to whoever waits for the blob, perhaps much later
    this.#fates.set(digest, fate);
    return fate;
  }

  /** Bytes that are still to be sent of these blobs, as far as is known. */
  bytesToGo(blobs: readonly PackedBlob[]): number {
    const left = blobs.map(({ descriptor: { digest, size } }) =>
      this.#fates.has(digest) ? (this.#left.get(digest) ?? 0) : size,
    );
    return left.reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Calls `listener` with bytes as they are dealt with, until the function that comes back is called. */
  watch(listener: (bytes: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #send({ descriptor, source }: PackedBlob): Promise<BlobFate> {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (source === undefined) throw notKept(this.repository, descriptor);
    const onSent = (bytes: number): void => this.#tell(descriptor.digest, bytes);
    try {
      return await this.repository.putBlob(descriptor, source, { mountFrom: this.mountFrom, onSent });
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
  }

  #tell(digest: Digest, bytes: number): void {
    this.#left.set(digest, (this.#left.get(digest) ?? 0) - bytes);
    for (const listener of this.#listeners) listener(bytes);
  }
}

const notKept = ({ registry, repository }: Repository, { digest }: Descriptor): PublishError =>
  new PublishError(
    "LAYER_NOT_PACKED",
    `${registry}/${repository} does not have blob ${digest}, whose bytes were not kept`,
  );
