import type { Digest } from "../core/digest.ts";
import { sha256 } from "../core/hash.ts";
import type { BareImage, BareLayer } from "../image/model.ts";
import type { Descriptor, Platform } from "../oci/descriptor.ts";
import type { Manifest } from "../oci/manifest.ts";
import { MEDIA_TYPE } from "../oci/media-type.ts";
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
  /** On the manifest. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The OCI manifest of an image whose layers are all packed. The config's bytes are published as they are. */
export function packManifest(image: BareImage, options: ManifestOptions = {}): PackedImage {
  checkConfig(image);
  const config = smallBlob(MEDIA_TYPE.config, image.configBytes);
  const layers = image.layers.map((layer) => packedLayer(image, layer));
  const { annotations } = options;
  const document: Manifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
    ...(annotations === undefined || Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  const manifest = smallBlob(MEDIA_TYPE.manifest, canonicalJson(document));
  return { digest: manifest.descriptor.digest, manifest, config, layers, platform: image.platform };
}

export const smallBlob = (mediaType: string, bytes: Uint8Array): SmallBlob => ({
  descriptor: { mediaType, digest: sha256(bytes), size: bytes.byteLength },
  source: bytes,
});

function packedLayer(image: BareImage, { blob, member }: BareLayer): PackedBlob {
  if (blob === undefined) {
    throw new PublishError("LAYER_NOT_PACKED", `${image.source}: layer ${member} was read without being packed`);
  }
  const { mediaType, digest, size, file } = blob;
  return { descriptor: { mediaType, digest, size }, ...(file === undefined ? {} : { source: file }) };
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
