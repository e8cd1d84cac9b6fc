import { sha256 } from "../core/hash.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type ImageIndex, imageIndexSchema, type Manifest, manifestSchema } from "../oci/manifest.ts";
import { isIndexType, layerMediaType } from "../oci/media-type.ts";
import { assembleImage, checkDigest, parseDocument } from "./assemble.ts";
import { choosePlatform, type PlatformChoice } from "./choose-platform.ts";
import { ImageError } from "./errors.ts";
import type { Image, Layer } from "./model.ts";
import type { ScannedLayer } from "./scan-layer.ts";

/** Where blobs lie that are named by their digest: a layout, or a repository. */
export interface BlobSource {
  /** For messages. */
  readonly name: string;
  readonly format: Image["format"];
  /** A manifest, an index or a config; small, or refused. Its digest is checked by the reader. */
  readDocument(descriptor: Descriptor): Promise<Buffer>;
  /** Layers, in the order of the descriptors. */
  scan(descriptors: readonly Descriptor[]): Promise<readonly ScannedLayer[]>;
  /** What the blob is called, for messages. */
  nameOf(descriptor: Descriptor): string;
  /** File that holds a blob as it is, where there is one. */
  fileOf?(descriptor: Descriptor): string;
}

export interface EntryOptions {
  readonly repoTags: readonly string[];
  readonly platform: PlatformChoice | undefined;
}

/** The images of a manifest or an index, in the order in which they are listed; what is not wanted is not read. */
export const readEntry = async (
  source: BlobSource,
  entry: Descriptor,
  options: EntryOptions,
): Promise<readonly Image[]> => {
  const document = await readVerified(source, entry);
  const where = nameIn(source, entry);
  if (!isIndexType(entry.mediaType)) {
    return [await readManifest(source, parseDocument(manifestSchema, document, where), options)];
  }
  const images: Image[] = [];
  for (const child of chooseEntries(where, parseDocument(imageIndexSchema, document, where), options.platform)) {
    if (isIndexType(child.mediaType)) {
      throw new ImageError("UNSUPPORTED", `${where}: an index within an index; name one image`);
    }
    images.push(...(await readEntry(source, child, options)));
  }
  return images;
};

/** The images of an index; attestations are listed beside them, for a platform that nobody has. */
const chooseEntries = (where: string, index: ImageIndex, choice: PlatformChoice | undefined): readonly Descriptor[] => {
  const runnable = index.manifests.filter((entry) => entry.platform?.os !== "unknown");
  return choosePlatform(where, runnable, (entry) => entry.platform, choice);
};

const readManifest = async (
  source: BlobSource,
  manifest: Manifest,
  { repoTags, platform }: EntryOptions,
): Promise<Image> => {
  const configBytes = await readVerified(source, manifest.config);
  const scanned = await source.scan(manifest.layers);
  const layers = manifest.layers.map((descriptor, i) => layerOf(source, descriptor, scanned[i] as ScannedLayer));
  const image = assembleImage({ source: source.name, format: source.format, repoTags, configBytes, layers });
  choosePlatform(source.name, [image], (it) => it.platform, platform);
  return image;
};

const layerOf = (source: BlobSource, descriptor: Descriptor, { layer, stored }: ScannedLayer): Layer => {
  const { digest } = descriptor;
  checkDigest(nameIn(source, descriptor), stored.digest, digest);
  if (layer.blob !== undefined || stored.compression === "none") return layer;
  const file = source.fileOf?.(descriptor);
  const mediaType = layerMediaType(stored.compression); // what the bytes are; some writers mislabel plain tars
  return { ...layer, blob: { mediaType, digest, size: stored.size, ...(file === undefined ? {} : { file }) } };
};

const readVerified = async (source: BlobSource, descriptor: Descriptor): Promise<Buffer> => {
  const bytes = await source.readDocument(descriptor);
  checkDigest(nameIn(source, descriptor), sha256(bytes), descriptor.digest);
  return bytes;
};

const nameIn = (source: BlobSource, descriptor: Descriptor): string => `${source.name}: ${source.nameOf(descriptor)}`;
