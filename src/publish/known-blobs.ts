import pLimit from "p-limit";
import type { Digest } from "../core/digest.ts";
import type { LayerBlob, PublishedBlob } from "../image/index.ts";
import { type Compression, layerCompression, layerMediaType } from "../oci/media-type.ts";
import type { BlobFate, BlobUploads } from "./uploads.ts";

export interface ConfirmOptions {
  /** Where the blobs have to be. */
  readonly places: readonly BlobUploads[];
  /** Blobs that are packed otherwise are of no use. */
  readonly compression: Compression;
}

/** Registries answer these without touching a disk; GitHub's takes 2,000 requests a minute. */
const AT_ONCE = 16;
/** An image has at most 127 layers, and a few images are looked at. */
const LIMIT = 600;

/**
 * The blobs, by diffId, that every place has, each asked for now: what is in a manifest may have been cleaned away since.
 * A place that cannot be asked has none; whatever is wrong there, publishing will say.
 */
export const confirmBlobs = async (
  candidates: readonly PublishedBlob[],
  { places, compression }: ConfirmOptions,
): Promise<ReadonlyMap<Digest, LayerBlob>> => {
  if (places.length === 0) return new Map();
  const wanted = new Map(
    candidates
      .filter(({ mediaType }) => layerCompression(mediaType) === compression)
      .filter(({ diffId, digest }) => compression !== "none" || digest === diffId) // then both are of the same bytes
      .map((blob) => [`${blob.diffId} ${blob.digest}`, blob] as const),
  );
  const limit = pLimit(AT_ONCE);
  const asked = [...wanted.values()].slice(0, LIMIT).map((blob) => limit(() => isEverywhere(blob, places)));
  const there = await Promise.all(asked);
  const known = new Map<Digest, LayerBlob>();
  for (const [i, { diffId, digest, size }] of [...wanted.values()].slice(0, LIMIT).entries()) {
    if (there[i] === true && !known.has(diffId)) {
      known.set(diffId, { mediaType: layerMediaType(compression), digest, size });
    }
  }
  return known;
};

const isEverywhere = async (blob: PublishedBlob, places: readonly BlobUploads[]): Promise<boolean> => {
  const fates = await Promise.all(places.map((place) => fateIn(blob, place)));
  if (fates.includes(undefined)) return false;
  for (const [i, fate] of fates.entries()) if (fate !== undefined) places[i]?.confirm(blob.digest, fate);
  return true;
};

const fateIn = async (
  { digest, size }: PublishedBlob,
  { repository, mountFrom }: BlobUploads,
): Promise<Exclude<BlobFate, "uploaded"> | undefined> => {
  try {
    if ((await repository.headBlob(digest)) === size) return "exists";
    return mountFrom.length > 0 && (await repository.mountBlob(digest, mountFrom)) ? "mounted" : undefined;
  } catch {
    return undefined;
  }
};
