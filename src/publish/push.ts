import type { Digest } from "../core/digest.ts";
import type { Log } from "../core/log.ts";
import { formatBytes, plural } from "../core/units.ts";
import { RegistryError, type Repository } from "../registry/index.ts";
import type { PackedBlob, PackedImage } from "./manifest.ts";
import { mapParallel } from "./parallel.ts";

export interface BlobCount {
  readonly blobs: number;
  readonly bytes: number;
}

export interface PushResult {
  /** `registry/repository`, without tag, as attestations name it. */
  readonly image: string;
  readonly digest: Digest;
  /** `registry/repository@digest`. */
  readonly reference: string;
  readonly tags: readonly string[];
  /** Layers and config that had to travel, and those that the repository had; each blob counts once. */
  readonly uploaded: BlobCount;
  readonly existing: BlobCount;
}

export interface PushOptions {
  readonly packed: PackedImage;
  readonly repository: Repository;
  /** None: the image is reachable by its digest alone. */
  readonly tags: readonly string[];
  readonly log: Log;
  /** Blobs under way at the same time. */
  readonly concurrency?: number;
}

/** As many as skopeo and podman; more only meets rate limits. */
const CONCURRENCY = 6;

/**
 * Publishes an image. Tags are written last and in their order, when the registry has confirmed all that they point to;
 * the refusal of one names those that were written before.
 */
export async function pushImage(options: PushOptions): Promise<PushResult> {
  const { packed, repository, tags, log, concurrency = CONCURRENCY } = options;
  const image = `${repository.registry}/${repository.repository}`;
  const blobs = distinct([...packed.layers, packed.config]);
  const outcomes = await mapParallel(blobs, concurrency, async ({ descriptor, source }) => ({
    size: descriptor.size,
    outcome: await repository.putBlob(descriptor, source),
  }));
  const count = (wanted: "uploaded" | "exists"): BlobCount => {
    const sizes = outcomes.filter(({ outcome }) => outcome === wanted).map(({ size }) => size);
    return { blobs: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  };
  const [uploaded, existing] = [count("uploaded"), count("exists")];
  log.info(`${image}: ${describe(uploaded)} uploaded, ${describe(existing)} were there`);
  await putReference(options, packed.digest);
  await putTags(options);
  const { digest } = packed;
  return { image, digest, reference: `${image}@${digest}`, tags, uploaded, existing };
}

const describe = ({ blobs, bytes }: BlobCount): string => `${plural(blobs, "blob")} (${formatBytes(bytes)})`;

const distinct = (blobs: readonly PackedBlob[]): readonly PackedBlob[] => [
  ...new Map(blobs.map((blob) => [blob.descriptor.digest, blob])).values(),
];

async function putTags(options: PushOptions): Promise<void> {
  const written: string[] = [];
  for (const tag of options.tags) {
    await putReference(options, tag).catch((error: unknown) => {
      throw error instanceof RegistryError ? tellingWritten(error, written) : error;
    });
    written.push(tag);
  }
}

const tellingWritten = (error: RegistryError, written: readonly string[]): RegistryError => {
  const { code, message, retryable } = error;
  const tags = written.length === 0 ? "no tag was written" : `tags that were written before: ${written.join(", ")}`;
  return new RegistryError(code, `${message} (${tags})`, { cause: error, retryable });
};

/** What points to this manifest already is left alone, which a registry with immutable tags insists on. */
async function putReference({ packed, repository, log }: PushOptions, reference: string): Promise<void> {
  const { descriptor, source: bytes } = packed.manifest;
  const stored = await repository.getManifest(reference);
  if (stored?.digest === packed.digest) return log.debug(`${reference} is there`);
  await repository.putManifest({ reference, bytes, mediaType: descriptor.mediaType });
}
