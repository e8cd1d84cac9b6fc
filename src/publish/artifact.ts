import type { Descriptor } from "../oci/descriptor.ts";
import { MEDIA_TYPE } from "../oci/media-type.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type SmallBlob, smallBlob } from "./manifest.ts";

export interface AttachedDocument {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** File name under which it is downloaded. */
  readonly title: string;
}

export interface ArtifactOptions {
  /** The manifest that the document belongs to. */
  readonly subject: Descriptor;
  readonly artifactType: string;
  readonly document: AttachedDocument;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** A document as registries store it. */
export interface Artifact {
  readonly blobs: readonly SmallBlob[];
  /** As an index lists it. */
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidance-for-an-empty-descriptor */
const EMPTY = Buffer.from("{}");
const EMPTY_TYPE = "application/vnd.oci.empty.v1+json";

/** Tells what we have attached from what others have, which is not ours to replace. */
const MAKER = { "vnd.nix-image.made-by": "nix-image" };

/** True for the descriptor of something that was attached by this program. */
export const isOurs = (annotations: Readonly<Record<string, unknown>> | undefined): boolean =>
  Object.entries(MAKER).every(([key, value]) => annotations?.[key] === value);

const TITLE = "org.opencontainers.image.title";

/**
 * The manifest that attaches a document to `subject`. The same document gives the same bytes on every run.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidelines-for-artifact-usage
 */
export function packArtifact({ subject, artifactType, document, annotations }: ArtifactOptions): Artifact {
  const config = smallBlob(EMPTY_TYPE, EMPTY);
  const layer = smallBlob(document.mediaType, document.bytes);
  const all = { ...annotations, ...MAKER };
  const { mediaType, digest, size } = subject;
  const bytes = canonicalJson({
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    artifactType,
    config: config.descriptor,
    layers: [{ ...layer.descriptor, annotations: { [TITLE]: document.title } }],
    subject: { mediaType, digest, size },
    annotations: all,
  });
  const descriptor = { ...smallBlob(MEDIA_TYPE.manifest, bytes).descriptor, artifactType, annotations: all };
  return { blobs: [config, layer], descriptor, bytes };
}
