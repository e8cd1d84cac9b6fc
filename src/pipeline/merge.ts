import path from "node:path";
import { plural } from "../core/units.ts";
import { formatPlatform } from "../oci/index.ts";
import {
  agreedAnnotations,
  buildIndex,
  copyMembers,
  isImage,
  type MergedIndex,
  placesOfReferences,
  putIndex,
  putTags,
} from "../publish/index.ts";
import type { Repository } from "../registry/index.ts";
import type { Deps } from "./deps.ts";
import { readDigests } from "./merge-digests.ts";
import { destinationsFor, nameOf, openDestinations } from "./merge-places.ts";
import type { MergeSettings } from "./merge-settings.ts";
import { readSources } from "./merge-sources.ts";
import { mergeTags, referencesOf } from "./merge-tags.ts";

/** A multi-platform image, published. */
export interface Merged {
  readonly index: MergedIndex;
  readonly tags: readonly string[];
  /** `registry/repository` of each destination. */
  readonly images: readonly string[];
  /** `registry/repository:tag@digest` of each destination, with its first tag: what attestations are about. */
  readonly subjects: readonly string[];
}

interface Place {
  readonly to: Repository;
  readonly tags: readonly string[];
}

const PREFIX = "org.opencontainers.image.";

/**
 * Joins images that lie in registries into one of several platforms. What can be refused is refused before anything is
 * written; the index follows its images, and tags come last, when all destinations have it.
 */
export const mergeImages = async (given: MergeSettings, deps: Deps): Promise<Merged> => {
  const settings = withPlaces(given);
  const refs = await readDigests(settings.digests, deps.cwd);
  const destinations = destinationsFor(refs, settings);
  const repositories = await openDestinations(destinations, { settings, deps });
  const members = await readSources(refs, repositories, { settings, deps });
  const agreed = agreedAnnotations(members);
  const placed = await mergeTags({ destinations, settings, created: agreed[`${PREFIX}created`] }, deps);
  const tags = [...new Set(placed.flat())];
  const index = buildIndex(members, { ...versionOf(tags, agreed), ...agreed, ...settings.annotations });
  await publish(
    index,
    repositories.map((to, i) => ({ to, tags: placed[i] ?? [] })),
    deps,
  );
  const images = repositories.map(nameOf);
  return { index, tags, images, subjects: images.map((image, i) => `${image}:${placed[i]?.[0]}@${index.digest}`) };
};

/** The first tag, where it is more than the commit, which is annotated by itself. */
const versionOf = ([first]: readonly string[], agreed: MergeSettings["annotations"]): MergeSettings["annotations"] =>
  first === undefined || agreed[`${PREFIX}revision`]?.startsWith(first) === true ? {} : { [`${PREFIX}version`]: first };

/** Whole references in `tags` stand for an empty `destination`. */
const withPlaces = (settings: MergeSettings): MergeSettings =>
  settings.destinations.length > 0
    ? settings
    : { ...settings, destinations: placesOfReferences(referencesOf(settings)) };

const publish = async (index: MergedIndex, places: readonly Place[], { log, tempDir }: Deps): Promise<void> => {
  const platforms = index.members.filter(isImage).map(({ descriptor }) => formatPlatform(descriptor.platform));
  for (const { to } of places) {
    await log.group(`merge ${plural(platforms.length, "image")} into ${nameOf(to)}`, async () => {
      await copyMembers(index.members, { to, tempDir: path.join(tempDir, "copies"), log });
      await putIndex(index, { to, log });
    });
  }
  for (const { to, tags } of places) {
    await putTags(index, tags, { to, log });
    log.info(`${nameOf(to)}: ${tags.join(", ")} is ${index.digest}, for ${platforms.join(", ")}`);
  }
};
