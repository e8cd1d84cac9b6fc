import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { type Digest, hexOf } from "../core/digest.ts";
import { messageOf } from "../core/errors.ts";
import { sha256 } from "../core/hash.ts";
import type { Progress } from "../core/log.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type ImageIndex, imageIndexSchema, type Manifest, manifestSchema } from "../oci/manifest.ts";
import { isIndexType, layerMediaType } from "../oci/media-type.ts";
import { assembleImage, checkDigest, parseDocument } from "./assemble.ts";
import { type Bytes, peek } from "./bytes.ts";
import { sniffCompression } from "./compression.ts";
import { ImageError } from "./errors.ts";
import type { ArchiveMembers } from "./members.ts";
import type { Image, Layer } from "./model.ts";
import type { OpenPacker } from "./packer.ts";
import { type ScannedLayer, scanLayer } from "./scan-layer.ts";

/** An OCI layout, in a folder or in a tar that has been read. */
export interface Layout {
  /** For messages. */
  readonly name: string;
  /** Only manifests whose `org.opencontainers.image.ref.name` is this. */
  readonly tag?: string | undefined;
  readDocument(member: string): Promise<Buffer>;
  scan(digest: Digest): Promise<ScannedLayer>;
  /** File that holds a blob as it is, where there is one. */
  fileOf?(digest: Digest): string;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md */
const blobPath = (digest: Digest): string => `blobs/sha256/${hexOf(digest)}`;

const REF_NAME = "org.opencontainers.image.ref.name";
const CONTAINERD_NAME = "io.containerd.image.name";
/** Manifests, indexes and configs are small; a registry refuses more than 4 MiB. */
const DOCUMENT_LIMIT = 8 << 20;

/** Layout whose members have been read already. */
export const openLayout = (name: string, members: ArchiveMembers): Layout => ({
  name,
  readDocument: async (member) => members.documents.get(member) ?? absent(name, member),
  scan: async (digest) => members.layers.get(blobPath(digest)) ?? absent(name, blobPath(digest)),
});

/** Layout in a folder. Layers that the folder holds compressed are not packed again. */
export const openLayoutFolder = (
  dir: string,
  options: { tag?: string; openPacker?: OpenPacker; progress: Progress },
): Layout => ({
  name: dir,
  tag: options.tag,
  readDocument: (member) => readSmallFile(dir, member),
  scan: (digest) => scanBlob(dir, digest, options),
  fileOf: (digest) => path.join(dir, blobPath(digest)),
});

const scanBlob = async (
  dir: string,
  digest: Digest,
  { openPacker, progress }: { openPacker?: OpenPacker; progress: Progress },
): Promise<ScannedLayer> => {
  const member = blobPath(digest);
  await checkFile(dir, member);
  const stream = createReadStream(path.join(dir, member), { highWaterMark: 1 << 20 });
  const { head, all } = await peek(stream as Bytes).catch((error: unknown) => absent(dir, member, error));
  const compression = sniffCompression(head);
  if (compression === "xz")
    throw new ImageError("UNSUPPORTED", `${dir}: ${member} is compressed with xz; use gzip or zstd`);
  const pack = compression === "none" ? openPacker : undefined;
  return scanLayer({ member, bytes: all, compression, announced: digest, openPacker: pack, progress });
};

const readSmallFile = async (dir: string, member: string): Promise<Buffer> => {
  await checkFile(dir, member);
  try {
    await using file = await open(path.join(dir, member));
    const { size } = await file.stat();
    if (size > DOCUMENT_LIMIT) throw new Error(`${size} bytes, at most ${DOCUMENT_LIMIT} expected`);
    return await readFile(file);
  } catch (error) {
    return absent(dir, member, error);
  }
};

/** Opening a pipe would wait for its writer, in a thread that no signal ends. */
const checkFile = async (dir: string, member: string): Promise<void> => {
  const facts = await stat(path.join(dir, member)).catch((error: unknown) => absent(dir, member, error));
  if (!facts.isFile()) absent(dir, member, new Error("it is no regular file"));
};

const absent = (name: string, member: string, cause?: unknown): never => {
  const detail = cause === undefined ? "" : ` (${messageOf(cause)})`;
  throw new ImageError(
    "TRUNCATED",
    `${name}: cannot read ${member} of the OCI layout${detail}; write the layout again`,
    { cause },
  );
};

/** Every image of the layout that the tag selects, index by index, in the order in which they are listed. */
export const readLayoutImages = async (layout: Layout): Promise<readonly Image[]> => {
  const index = parseDocument(imageIndexSchema, await layout.readDocument("index.json"), `${layout.name}: index.json`);
  const selected = index.manifests.filter(
    (entry) => layout.tag === undefined || entry.annotations?.[REF_NAME] === layout.tag,
  );
  if (selected.length === 0) throw new ImageError("NOT_FOUND", `${layout.name}: ${describeTags(layout, index)}`);
  const images: Image[] = [];
  for (const entry of distinct(selected)) images.push(...(await readEntry(layout, entry, tagsOf(entry))));
  return images;
};

/** One manifest under several tags is one image. */
const distinct = (entries: readonly Descriptor[]): readonly Descriptor[] => [
  ...new Map(entries.map((entry) => [entry.digest, entry])).values(),
];

const describeTags = (layout: Layout, index: ImageIndex): string => {
  const tags = index.manifests.map((entry) => entry.annotations?.[REF_NAME]).filter((tag) => tag !== undefined);
  if (layout.tag === undefined) return "the OCI layout lists no image; write an image into it first";
  return `no image with the tag ${JSON.stringify(layout.tag)} (there: ${tags.join(", ") || "none"}); name one of these`;
};

const tagsOf = (entry: Descriptor): readonly string[] => {
  const name = entry.annotations?.[CONTAINERD_NAME] ?? entry.annotations?.[REF_NAME];
  return name !== undefined && /[/:]/.test(name) ? [name] : [];
};

const readEntry = async (layout: Layout, entry: Descriptor, repoTags: readonly string[]): Promise<readonly Image[]> => {
  const bytes = await readVerified(layout, entry);
  const where = `${layout.name}: ${blobPath(entry.digest)}`;
  if (!isIndexType(entry.mediaType)) {
    return [await readManifestImage(layout, parseDocument(manifestSchema, bytes, where), repoTags)];
  }
  const nested = parseDocument(imageIndexSchema, bytes, where).manifests.filter(isRunnable);
  const images: Image[] = [];
  for (const child of nested) {
    if (isIndexType(child.mediaType))
      throw new ImageError("UNSUPPORTED", `${where}: an index within an index; name one image`);
    images.push(...(await readEntry(layout, child, repoTags)));
  }
  return images;
};

/** Attestations are listed beside images, for a platform that nobody has. */
const isRunnable = (entry: Descriptor): boolean => entry.platform?.os !== "unknown";

const readManifestImage = async (layout: Layout, manifest: Manifest, repoTags: readonly string[]): Promise<Image> => {
  const configBytes = await readVerified(layout, manifest.config);
  const layers: Layer[] = [];
  for (const descriptor of manifest.layers) layers.push(await readLayer(layout, descriptor));
  return assembleImage({ source: layout.name, format: "oci-layout", repoTags, configBytes, layers });
};

const readLayer = async (layout: Layout, { digest }: Descriptor): Promise<Layer> => {
  const { layer, stored } = await layout.scan(digest);
  checkDigest(`${layout.name}: ${blobPath(digest)}`, stored.digest, digest);
  if (layer.blob !== undefined || stored.compression === "none") return layer;
  const file = layout.fileOf?.(digest);
  const mediaType = layerMediaType(stored.compression); // what the bytes are; some writers mislabel plain tars
  return { ...layer, blob: { mediaType, digest, size: stored.size, ...(file === undefined ? {} : { file }) } };
};

const readVerified = async (layout: Layout, { digest }: Descriptor): Promise<Buffer> => {
  const bytes = await layout.readDocument(blobPath(digest));
  checkDigest(`${layout.name}: ${blobPath(digest)}`, sha256(bytes), digest);
  return bytes;
};
