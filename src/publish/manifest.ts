import type { Digest } from "../core/digest.ts";
import { sha256 } from "../core/hash.ts";
import type { BareImage, BareLayer } from "../image/model.ts";
import type { Descriptor, Platform } from "../oci/descriptor.ts";
import type { Manifest } from "../oci/manifest.ts";
import { dockerLayerType, MEDIA_TYPE, type MediaTypes, ociLayerType } from "../oci/media-type.ts";
import { canonicalJson } from "./canonical-json.ts";
import { PublishError } from "./errors.ts";

/** Something that a registry stores. */
export interface PackedBlob {
  readonly descriptor: Descriptor;
  /** The bytes, or the path of the file that holds them; absent when every place has them already. */
  readonly source?: string | Uint8Array;
}

/** One that is small enough to be held in memory. */
export interface SmallBlob extends PackedBlob {
  readonly source: Uint8Array;
}

/** One platform's image as registries and layouts store it. */
export interface PackedImage {
  /** Of the manifest: what tags point to. */
  readonly digest: Digest;
  readonly manifest: SmallBlob;
  /** Its digest is the image ID. */
  readonly config: SmallBlob;
  /** Oldest first; a layer may come twice. */
  readonly layers: readonly PackedBlob[];
  readonly platform: Platform;
}

export interface ManifestOptions {
  /** On the manifest; one of Docker's schema 2 has none. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** OCI's by default. */
  readonly mediaTypes?: MediaTypes;
}

/** Media types of a manifest and its config. */
const TYPES = {
  oci: { manifest: MEDIA_TYPE.manifest, config: MEDIA_TYPE.config },
  docker: { manifest: MEDIA_TYPE.dockerManifest, config: MEDIA_TYPE.dockerConfig },
} as const;

/** The manifest of an image whose layers are all packed. The config's bytes are published as they are. */
export function packManifest(image: BareImage, options: ManifestOptions = {}): PackedImage {
  checkConfig(image);
  const { annotations = {}, mediaTypes = "oci" } = options;
  const types = TYPES[mediaTypes];
  const config = smallBlob(types.config, image.configBytes);
  const layers = image.layers.map((layer) => packedLayer(image, layer, mediaTypes));
  const document: Manifest = {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
    ...(mediaTypes === "docker" || Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  const manifest = smallBlob(types.manifest, canonicalJson(document));
  return { digest: manifest.descriptor.digest, manifest, config, layers, platform: image.platform };
}

export const smallBlob = (mediaType: string, bytes: Uint8Array): SmallBlob => ({
  descriptor: { mediaType, digest: sha256(bytes), size: bytes.byteLength },
  source: bytes,
});

function packedLayer(image: BareImage, { blob, member }: BareLayer, mediaTypes: MediaTypes): PackedBlob {
  if (blob === undefined) {
    throw new PublishError("LAYER_NOT_PACKED", `${image.source}: layer ${member} was read without being packed`);
  }
  const { digest, size, file } = blob;
  const mediaType = mediaTypes === "docker" ? dockerLayerType(blob.mediaType) : ociLayerType(blob.mediaType);
  if (mediaType !== undefined)
    return { descriptor: { mediaType, digest, size }, ...(file === undefined ? {} : { source: file }) };
  throw new PublishError(
    "UNFIT_MEDIA_TYPE",
    `${image.source}: layer ${member} is ${blob.mediaType}, which Docker's media types do not have; publish with OCI media types`,
  );
}

/** A runtime refuses an image whose layers are not those that its config names. */
function checkConfig(image: BareImage): void {
  const wanted = image.config.rootfs.diff_ids;
  const got = image.layers.map(({ diffId }) => diffId);
  if (sha256(image.configBytes) === image.configDigest && wanted.join() === got.join()) return;
  const counts = `config names ${wanted.length} layers, ${got.length} were read`;
  throw new PublishError(
    "CONFIG_MISMATCH",
    `${image.source}: config and layers do not fit (${counts}); build it again`,
  );
}
