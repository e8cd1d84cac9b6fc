import { compareText } from "../../core/compare-text.ts";
import type { Digest } from "../../core/digest.ts";
import { sha256 } from "../../core/hash.ts";
import { formatPlatform } from "../../oci/descriptor.ts";
import type { ImageIndex } from "../../oci/manifest.ts";
import { MEDIA_TYPE } from "../../oci/media-type.ts";
import { platformKey } from "../../oci/platform.ts";
import { canonicalJson } from "../canonical-json.ts";
import { PublishError } from "../errors.ts";
import { isImage, type Member } from "./member.ts";

/** An image of several platforms, as registries store it. */
export interface MergedIndex {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
  /** In the order of the index: by platform, what is about images last. */
  readonly members: readonly Member[];
}

/**
 * The index of images, sorted: the same images in another order give the same bytes. Docker's manifests keep their type
 * in it: an OCI index may list them, and it alone can be annotated. An empty annotation is left out.
 */
export const buildIndex = (members: readonly Member[], given: Readonly<Record<string, string>>): MergedIndex => {
  const all = sorted(members);
  const annotations = withoutEmpty(given);
  const document: ImageIndex = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: all.map(({ descriptor }) => descriptor),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  const bytes = canonicalJson(document);
  return { digest: sha256(bytes), mediaType: MEDIA_TYPE.index, bytes, annotations, members: all };
};

/** What runtimes tell images apart by. */
const keyOf = ({ descriptor: { platform } }: Member): string =>
  [platformKey(platform), platform["os.version"] ?? "", ...(platform["os.features"] ?? []).toSorted()].join(" ");

const sorted = (members: readonly Member[]): readonly Member[] =>
  members.toSorted(
    (a, b) =>
      Number(isImage(b)) - Number(isImage(a)) ||
      compareText(keyOf(a), keyOf(b)) ||
      compareText(a.descriptor.digest, b.descriptor.digest),
  );

/** The members that have different digests; PublishError SAME_PLATFORM names two images that a runtime cannot tell apart. */
export const distinctMembers = (members: readonly Member[]): readonly Member[] => {
  const all = [...new Map(members.map((member) => [member.descriptor.digest, member])).values()];
  checkPlatforms(sorted(all.filter(isImage)));
  return all;
};

const checkPlatforms = (images: readonly Member[]): void => {
  if (images.length === 0) {
    throw new PublishError(
      "BAD_MEMBER",
      "digests: no image among them (wanted: one for each platform); name the images",
    );
  }
  const problems = [...Map.groupBy(images, keyOf).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map((other) => collision(first, other)),
  );
  if (problems.length > 0) throw new PublishError("SAME_PLATFORM", problems.join("\n"));
};

const collision = (first: Member, second: Member): string => {
  const both = `${nameOf(first)} and ${nameOf(second)} are both for ${formatPlatform(first.descriptor.platform)}`;
  return `digests: ${both} (wanted: one for each platform); leave one of them out`;
};

const nameOf = ({ from, descriptor }: Member): string => `${from.registry}/${from.repository}@${descriptor.digest}`;

/** What an index says of itself, in GitHub's package pages for one. https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md */
const TAKEN_OVER = ["source", "description", "title", "licenses", "revision", "version", "created"].map(
  (name) => `org.opencontainers.image.${name}`,
);

/** What the images say of themselves alike, as far as an index says it too. */
export const agreedAnnotations = (members: readonly Member[]): Readonly<Record<string, string>> => {
  const images = members.filter(isImage);
  return Object.fromEntries(
    TAKEN_OVER.flatMap((key) => {
      const [value, ...others] = new Set(images.map(({ told }) => told[key]));
      return value === undefined || others.length > 0 ? [] : [[key, value]];
    }),
  );
};

const withoutEmpty = (annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(annotations).filter(([, value]) => value !== ""));
