import { sha256 } from "../core/hash.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type ImageIndex, imageIndexSchema, type Manifest, manifestSchema } from "../oci/manifest.ts";
import { isConfigType, isIndexType, layerMediaType } from "../oci/media-type.ts";
import { assembleImage, checkDigest, parseConfig, parseDocument, platformOf } from "./assemble.ts";
import type { PlatformFilter } from "./choose-platform.ts";
import { ImageError } from "./errors.ts";
import type { BareImage, BareLayer } from "./model.ts";
import type { ScannedLayer } from "./scan-layer.ts";

/** Where blobs lie that are named by their digest: a layout, or a repository. */
export interface BlobSource {
  /** For messages. */
  readonly name: string;
  readonly format: BareImage["format"];
  /** A manifest, an index or a config; small, or refused. What it hashes to is checked by the reader. */
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
  readonly filter: PlatformFilter;
}

/** The images of a manifest or an index, in the order in which they are listed; layers of others are not read. */
export const readEntry = async (
  source: BlobSource,
  entry: Descriptor,
  options: EntryOptions,
): Promise<readonly BareImage[]> => {
  const document = await readVerified(source, entry);
  const where = nameIn(source, entry);
  if (!isIndexType(entry.mediaType)) {
    return readManifest(source, { where, manifest: parseDocument(manifestSchema, document, where) }, options);
  }
  const images: BareImage[] = [];
  for (const child of chooseEntries(parseDocument(imageIndexSchema, document, where), options.filter)) {
    if (isIndexType(child.mediaType)) {
      throw new ImageError("UNSUPPORTED", `${where}: an index within an index; name one image`);
    }
    images.push(...(await readEntry(source, child, options)));
  }
  return images;
};

/** The wanted images of an index; attestations are listed beside them, for a platform that nobody has. */
const chooseEntries = (index: ImageIndex, filter: PlatformFilter): readonly Descriptor[] =>
  index.manifests.filter(({ platform }) => platform?.os !== "unknown" && filter.admits(platform));

const readManifest = async (
  source: BlobSource,
  { where, manifest }: { readonly where: string; readonly manifest: Manifest },
  { repoTags, filter }: EntryOptions,
): Promise<readonly BareImage[]> => {
  if (!isConfigType(manifest.config.mediaType)) {
    const found = `an artifact of type ${JSON.stringify(manifest.config.mediaType)}`;
    throw new ImageError("NOT_AN_IMAGE", `${where}: ${found} (wanted: an image); name an image`);
  }
  const configBytes = await readVerified(source, manifest.config);
  if (!filter.admits(platformOf(parseConfig(source.name, configBytes)))) return [];
  const scanned = await source.scan(manifest.layers);
  const layers = manifest.layers.map((descriptor, i) => layerOf(source, descriptor, scanned[i] as ScannedLayer));
  return [assembleImage({ source: source.name, format: source.format, repoTags, configBytes, layers })];
};

const layerOf = (source: BlobSource, descriptor: Descriptor, { layer, stored }: ScannedLayer): BareLayer => {
  const { digest } = descriptor;
  checkDigest(nameIn(source, descriptor), stored.digest, digest);
  checkSize(source, descriptor, stored.size);
  if (layer.blob !== undefined || stored.compression === "none") return layer;
  const file = source.fileOf?.(descriptor);
  const mediaType = layerMediaType(stored.compression); // what the bytes are; some writers mislabel plain tars
  return { ...layer, blob: { mediaType, digest, size: stored.size, ...(file === undefined ? {} : { file }) } };
};

const readVerified = async (source: BlobSource, descriptor: Descriptor): Promise<Buffer> => {
  const bytes = await source.readDocument(descriptor);
  checkDigest(nameIn(source, descriptor), sha256(bytes), descriptor.digest);
  checkSize(source, descriptor, bytes.length);
  return bytes;
};

/** Whoever publishes the descriptor again would publish a lie. */
const checkSize = (source: BlobSource, descriptor: Descriptor, size: number): void => {
  if (size === descriptor.size) return;
  const found = `has ${size} bytes, its descriptor says ${descriptor.size}`;
  throw new ImageError("BAD_CONFIG", `${nameIn(source, descriptor)} ${found}; build or download the image again`);
};

const nameIn = (source: BlobSource, descriptor: Descriptor): string => `${source.name}: ${source.nameOf(descriptor)}`;
