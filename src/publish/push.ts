import type { Digest } from "../core/digest.ts";
import type { Log } from "../core/log.ts";
import { formatBytes, plural } from "../core/units.ts";
import type { PackedBlob, PackedImage } from "./manifest.ts";
import { putReference, putTags, type WrittenDocument } from "./put-manifest.ts";
import { sendBlobs } from "./send-blobs.ts";
import type { BlobFate, BlobUploads } from "./uploads.ts";

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
  /** Layers and config that had to travel; each blob counts once, here and below. */
  readonly uploaded: BlobCount;
  /** Those that the repository had. */
  readonly existing: BlobCount;
  /** Those that it took over from another repository. */
  readonly mounted: BlobCount;
}

export interface SendOptions {
  readonly packed: PackedImage;
  readonly uploads: BlobUploads;
  readonly log: Log;
}

export interface TagOptions extends SendOptions {
  /** None: the image is reachable by its digest alone. */
  readonly tags: readonly string[];
}

/** What came of an image's blobs, once the registry has confirmed all of them and has the image under its digest. */
export async function sendImage(options: SendOptions): Promise<Omit<PushResult, "tags">> {
  const { packed, uploads, log } = options;
  const { registry, repository } = uploads.repository;
  const image = `${registry}/${repository}`;
  const blobs = distinct([...packed.layers, packed.config]);
  const fates = await sendBlobs(blobs, uploads, log);
  const count = (wanted: BlobFate): BlobCount => {
    const sizes = blobs.filter((_, i) => fates[i] === wanted).map(({ descriptor }) => descriptor.size);
    return { blobs: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  };
  // Whatever image comes next to this repository finds them there.
  for (const { descriptor } of blobs) uploads.confirm(descriptor.digest, "exists");
  const counts = { uploaded: count("uploaded"), existing: count("exists"), mounted: count("mounted") };
  log.info(`${image}: ${describe(counts)}`);
  const { digest } = packed;
  await putReference(documentOf(packed), digest, { to: uploads.repository, log });
  return { image, digest, reference: `${image}@${digest}`, ...counts };
}

const describe = ({ uploaded, existing, mounted }: Pick<PushResult, "uploaded" | "existing" | "mounted">): string =>
  [
    `${countOf(uploaded)} sent`,
    ...(mounted.blobs > 0 ? [`${countOf(mounted)} taken over from another repository`] : []),
    `${countOf(existing)} there already`,
  ].join(", ");

const countOf = ({ blobs, bytes }: BlobCount): string => `${plural(blobs, "blob")} (${formatBytes(bytes)})`;

const distinct = (blobs: readonly PackedBlob[]): readonly PackedBlob[] => [
  ...new Map(blobs.map((blob) => [blob.descriptor.digest, blob])).values(),
];

/** Points tags to an image that has been sent, in their order; the refusal of one names those that were written before. */
export const tagImage = ({ packed, uploads, tags, log }: TagOptions): Promise<void> =>
  putTags(documentOf(packed), tags, { to: uploads.repository, log });

const documentOf = ({ digest, manifest: { descriptor, source } }: PackedImage): WrittenDocument => ({
  digest,
  mediaType: descriptor.mediaType,
  bytes: source,
});
