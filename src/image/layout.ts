import { hexOf } from "../core/digest.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type ImageIndex, imageIndexSchema } from "../oci/manifest.ts";
import { parseDocument } from "./assemble.ts";
import { type BlobSource, readEntry } from "./blob-source.ts";
import { type PlatformChoice, type PlatformFilter, readChosen } from "./choose-platform.ts";
import { ImageError } from "./errors.ts";
import type { ArchiveMembers } from "./members.ts";
import type { BareImage } from "./model.ts";

/** An OCI layout, in a folder or in a tar that has been read. */
export interface Layout extends BlobSource {
  /** `index.json`. */
  readIndex(): Promise<Buffer>;
}

export interface LayoutChoice {
  /** Only manifests whose `org.opencontainers.image.ref.name` is this. */
  readonly tag: string | undefined;
  readonly platform: PlatformChoice | undefined;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md */
export const blobPath = ({ digest }: Pick<Descriptor, "digest">): string => `blobs/sha256/${hexOf(digest)}`;

const REF_NAME = "org.opencontainers.image.ref.name";
const CONTAINERD_NAME = "io.containerd.image.name";

/** Layout whose members have been read already. */
export const openLayout = (name: string, members: ArchiveMembers): Layout => {
  const document = (member: string): Buffer => members.documents.get(member) ?? absent(name, member);
  return {
    name,
    format: "oci-layout",
    readIndex: async () => document("index.json"),
    readDocument: async (descriptor) => document(blobPath(descriptor)),
    scan: async (descriptors) =>
      descriptors.map((descriptor) => members.layers.get(blobPath(descriptor)) ?? absent(name, blobPath(descriptor))),
    nameOf: blobPath,
  };
};

export const absent = (name: string, member: string, cause?: Error): never => {
  const detail = cause === undefined ? "" : ` (${cause.message})`;
  throw new ImageError(
    "TRUNCATED",
    `${name}: cannot read ${member} of the OCI layout${detail}; write the layout again`,
    { cause },
  );
};

/** Every image of the layout that is wanted, index by index, in the order in which they are listed. */
export const readLayoutImages = async (layout: Layout, choice: LayoutChoice): Promise<readonly BareImage[]> => {
  const where = `${layout.name}: index.json`;
  const index = parseDocument(imageIndexSchema, await layout.readIndex(), where);
  const tagged = index.manifests.filter(
    (entry) => choice.tag === undefined || entry.annotations?.[REF_NAME] === choice.tag,
  );
  if (tagged.length === 0) throw new ImageError("NOT_FOUND", `${layout.name}: ${describeTags(choice.tag, index)}`);
  const entries = distinct(tagged);
  return readChosen(layout.name, choice.platform, (filter) => readEntries(layout, entries, filter));
};

const readEntries = async (
  layout: Layout,
  entries: readonly Descriptor[],
  filter: PlatformFilter,
): Promise<readonly BareImage[]> => {
  const images: BareImage[] = [];
  for (const entry of entries) {
    if (filter.admits(entry.platform))
      images.push(...(await readEntry(layout, entry, { repoTags: tagsOf(entry), filter })));
  }
  return images;
};

/** One manifest under several tags is one image. */
const distinct = (entries: readonly Descriptor[]): readonly Descriptor[] => [
  ...new Map(entries.map((entry) => [entry.digest, entry])).values(),
];

const describeTags = (wanted: string | undefined, index: ImageIndex): string => {
  const tags = index.manifests.map((entry) => entry.annotations?.[REF_NAME]).filter((tag) => tag !== undefined);
  if (wanted === undefined) return "the OCI layout lists no image; write an image into it first";
  return `no image with the tag ${JSON.stringify(wanted)} (there: ${tags.join(", ") || "none"}); name one of these`;
};

const tagsOf = (entry: Descriptor): readonly string[] => {
  const name = entry.annotations?.[CONTAINERD_NAME] ?? entry.annotations?.[REF_NAME];
  return name !== undefined && /[/:]/.test(name) ? [name] : [];
};
