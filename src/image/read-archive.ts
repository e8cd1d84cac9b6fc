import { assembleImage, parseDocument } from "./assemble.ts";
import { readChosen } from "./choose-platform.ts";
import { dockerManifestSchema } from "./docker-manifest.ts";
import { ImageError } from "./errors.ts";
import type { ScanRanges } from "./layer-scanner.ts";
import { type LayoutChoice, openLayout, readLayoutImages } from "./layout.ts";
import { type ArchiveMembers, DOCUMENT_LIMIT } from "./members.ts";
import type { BareImage } from "./model.ts";
import { readSeekableMembers } from "./seek-members.ts";
import { type ArchiveStream, readStreamedMembers } from "./stream-members.ts";

/** The images in a docker-archive or a tar of an OCI layout. `source.bytes` is read to its end. */
export const readArchive = async (source: ArchiveStream, choice: LayoutChoice): Promise<readonly BareImage[]> =>
  imagesOf(source.name, await readStreamedMembers(source), choice);

/** The same of a plain tar on disk. */
export const readSeekableArchive = async (
  file: string,
  scanRanges: ScanRanges,
  choice: LayoutChoice,
): Promise<readonly BareImage[]> => imagesOf(file, await readSeekableMembers(file, scanRanges), choice);

const imagesOf = async (
  source: string,
  members: ArchiveMembers,
  choice: LayoutChoice,
): Promise<readonly BareImage[]> => {
  const manifest = members.documents.get("manifest.json");
  if (manifest !== undefined) {
    const images = readDockerImages(source, members, manifest);
    const tagged = chooseTag(source, images, choice.tag);
    return readChosen(source, choice.platform, async (filter) =>
      tagged.filter(({ platform }) => filter.admits(platform)),
    );
  }
  if (members.documents.has("index.json")) return readLayoutImages(openLayout(source, members), choice);
  throw new ImageError(
    "NOT_AN_IMAGE",
    `${source}: an archive without manifest.json or index.json (wanted: a docker-archive or an OCI layout); name a complete image`,
  );
};

/** Writers put Docker Hub's names in front or leave them out: `app:1` is `docker.io/library/app:1` too. */
const fullTag = (tag: string): string => tag.replace(/^(docker\.io\/)?(library\/)?/, "");

const chooseTag = (source: string, images: readonly BareImage[], tag: string | undefined): readonly BareImage[] => {
  if (tag === undefined) return images;
  const found = images.filter(({ repoTags }) => repoTags.some((own) => fullTag(own) === fullTag(tag)));
  if (found.length > 0) return found;
  const there = images.flatMap(({ repoTags }) => repoTags).join(", ") || "none";
  throw new ImageError(
    "NOT_FOUND",
    `${source}: no image with the tag ${JSON.stringify(tag)} (there: ${there}); name one of these`,
  );
};

/** Merged archives hold a few images; a small manifest must not stand for hours of work. */
const IMAGES_LIMIT = 100;

const readDockerImages = (source: string, members: ArchiveMembers, manifest: Buffer): readonly BareImage[] => {
  const entries = parseDocument(dockerManifestSchema, manifest, `${source}: manifest.json`);
  if (entries.length > IMAGES_LIMIT) {
    const found = `manifest.json lists ${entries.length} images (at most ${IMAGES_LIMIT})`;
    throw new ImageError("UNSUPPORTED", `${source}: ${found}; write them to several archives`);
  }
  return entries.map((entry) =>
    assembleImage({
      source,
      format: "docker-archive",
      repoTags: entry.RepoTags ?? [],
      configBytes: find(source, members, members.documents, entry.Config),
      layers: entry.Layers.map((name) => find(source, members, members.layers, name).layer),
    }),
  );
};

/** Follows the links that older tools leave; a chain longer than two is nobody's. */
const find = <T>(source: string, { links, tooLarge }: ArchiveMembers, map: ReadonlyMap<string, T>, name: string): T => {
  const member = name.replace(/^\.?\//, "");
  const linked = links.get(member) ?? member;
  const found = map.get(member) ?? map.get(linked) ?? map.get(links.get(linked) ?? linked);
  if (found !== undefined) return found;
  if (tooLarge.has(member)) {
    throw new ImageError(
      "UNSUPPORTED",
      `${source}: ${name} is no layer, and too large (at most ${DOCUMENT_LIMIT} bytes)`,
    );
  }
  throw new ImageError(
    "TRUNCATED",
    `${source}: manifest.json names ${JSON.stringify(name)}, which the archive does not hold; build or download the image again`,
  );
};
