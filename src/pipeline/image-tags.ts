import { InputError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import type { BareImage } from "../image/index.ts";
import { splitTag } from "../oci/image-ref.ts";
import { type Destination, renderTags, type TagContext, type TagReference } from "../publish/index.ts";
import type { ImagePlan } from "./plan.ts";
import type { PublishSettings } from "./publish-settings.ts";

/** The tags of an image in every place that it goes to; those of single places come on top. */
export const tagsFor = (plan: ImagePlan, image: BareImage, settings: PublishSettings, log: Log): readonly string[] => {
  const [repoTag] = image.repoTags;
  const imageTag = repoTag === undefined ? undefined : splitTag(repoTag).tag;
  const { tags, dropped, notes } = renderTags(
    settings.tags,
    { ...contextOf(plan, settings), imageTag },
    settings.flavor,
  );
  for (const note of notes) log.warning(note);
  if (dropped.length > 0) log.info(`Tags without a value here: ${dropped.join(", ")}`);
  if (tags.length > 0 || (settings.references ?? []).length > 0) return tags;
  throw new InputError("NO_TAG", `tags: none of ${settings.tags.join(", ")} has a value for this event; add {rev}`);
};

/** Those of them that are known before the image is, and those of single places. */
export const tagsAhead = (plan: ImagePlan, settings: PublishSettings): readonly string[] => {
  const { tags } = renderTags(settings.tags, contextOf(plan, settings), settings.flavor);
  return [...new Set([...tags, ...(settings.references ?? []).map(({ tag }) => tag)])];
};

/** Tags under which another commit was published: those that the commit alone decides, whatever the event was. */
export const tagsOfCommit = (
  { tags }: Pick<PublishSettings, "tags">,
  commit: Pick<TagContext, "rev" | "revision">,
): readonly string[] => renderTags(tags.filter(followsCommit), commit).tags;

const followsCommit = (line: string): boolean =>
  line.includes("{rev}") || (/(?:^|,)\s*type=sha\s*(?:,|$)/.test(line) && !line.includes("{{"));

const contextOf = (plan: ImagePlan, settings: PublishSettings): TagContext => {
  const { rev, revision } = plan;
  return { ...settings.tagContext, date: commitDate(plan, settings), rev, revision };
};

/** When the flake was committed, which may lie in another repository than the one that the run is in. */
export const commitDate = ({ target }: ImagePlan, { tagContext }: PublishSettings): string | undefined => {
  const seconds = target.kind === "flake" ? target.metadata.lastModified : undefined;
  return seconds === undefined ? tagContext.date : new Date(seconds * 1000).toISOString();
};

/** The tags of one place: its own, the image's, and those that name this place. A layout is no place that they could name. */
export const tagsAt = (
  destination: Destination,
  tags: readonly string[],
  { references = [] }: Pick<PublishSettings, "references">,
): readonly string[] => {
  const own = destination.kind === "registry" ? destination.ref.tag : destination.tag;
  const here = destination.kind === "registry" ? references.filter((it) => leadsTo(it, destination)) : references;
  return [...new Set([...(own === undefined ? [] : [own]), ...tags, ...here.map(({ tag }) => tag)])];
};

/** The image's tags, and those that references give it somewhere. */
export const allTags = (
  destinations: readonly Destination[],
  tags: readonly string[],
  { references = [] }: Pick<PublishSettings, "references">,
): readonly string[] => {
  const registries = destinations.filter((place) => place.kind === "registry");
  const here = references.filter((it) => registries.length === 0 || registries.some((place) => leadsTo(it, place)));
  return [...new Set([...tags, ...here.map(({ tag }) => tag)])];
};

const leadsTo = (
  { registry, repository }: TagReference,
  { ref }: Extract<Destination, { kind: "registry" }>,
): boolean => ref.registry === registry && ref.repository === repository;

/** Refuses references to a repository that nothing is published to: what they say would silently not happen. */
export const checkReferences = (
  destinations: readonly Destination[],
  { references = [], toDestinations }: Pick<PublishSettings, "references" | "toDestinations">,
): void => {
  if (!toDestinations) return;
  const places = destinations.filter((place) => place.kind === "registry");
  const lost = references.filter((reference) => !places.some((place) => leadsTo(reference, place)));
  if (lost.length === 0) return;
  const known = places.map(({ ref }) => `${ref.registry}/${ref.repository}`).join(", ");
  const problems = lost.map(({ line }) => `tags: "${line}" is in none of the destinations (${known})`);
  throw new InputError("BAD_TAG", `${problems.join("\n")}; add it to destination, or leave destination empty`);
};
