import * as v from "valibot";
import { type Descriptor, digestSchema } from "../oci/descriptor.ts";

/** What others wrote into the index is kept, also fields that are unknown here. */
export const layoutIndexSchema = v.looseObject({
  schemaVersion: v.literal(2),
  manifests: v.array(
    v.looseObject({
      digest: digestSchema,
      annotations: v.exactOptional(v.record(v.string(), v.string())),
      platform: v.exactOptional(
        v.looseObject({ os: v.string(), architecture: v.string(), variant: v.nullish(v.string()) }),
      ),
    }),
  ),
});

export type LayoutIndex = v.InferOutput<typeof layoutIndexSchema>;
type Entry = LayoutIndex["manifests"][number];

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md: the tag, in a layout's index */
const REF_NAME = "org.opencontainers.image.ref.name";

/**
 * The index with the image listed under each tag, once without a name for no tags. What stood there under the same tag
 * and platform goes; another platform's image of the same tag stays.
 */
export function extendIndex(index: LayoutIndex, image: Descriptor, tags: readonly string[]): LayoutIndex {
  const names = tags.length === 0 ? [undefined] : [...new Set(tags)];
  const added = names.map((name) => named(image, name));
  const kept = index.manifests.filter((entry) => !added.some((other) => isSamePlace(entry, other)));
  return { ...index, manifests: [...kept, ...added] };
}

function named(image: Descriptor, name: string | undefined): Entry {
  const { mediaType, digest, size, platform } = image;
  const annotations = { ...image.annotations, ...(name === undefined ? {} : { [REF_NAME]: name }) };
  return {
    ...{ mediaType, digest, size },
    ...(platform === undefined ? {} : { platform: { ...platform } }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

function isSamePlace(entry: Entry, added: Entry): boolean {
  const name = added.annotations?.[REF_NAME];
  if (entry.annotations?.[REF_NAME] !== name) return false;
  return name === undefined ? entry.digest === added.digest : isSamePlatform(entry, added);
}

/** An entry without a platform, as other tools write it, may be any, and gives way. */
const isSamePlatform = ({ platform: a }: Entry, { platform: b }: Entry): boolean =>
  a === undefined ||
  (a.os === b?.os && a.architecture === b.architecture && (a.variant ?? undefined) === (b.variant ?? undefined));
