import { InputError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import type { BareImage } from "../image/index.ts";
import { splitTag } from "../oci/image-ref.ts";
import {
  type Destination,
  type DestinationContext,
  type PackedImage,
  packManifest,
  parseDestinations,
  renderTags,
} from "../publish/index.ts";
import { annotationsFor } from "./annotations.ts";
import { checkCredentials } from "./check-credentials.ts";
import { checkPublishable } from "./check-publishable.ts";
import type { Target } from "./open-target.ts";
import type { ImagePlan } from "./plan.ts";
import type { PublishPlaces, PublishSettings } from "./publish-settings.ts";
import type { Publisher } from "./publisher.ts";

/** An image that can be published at once: packed, its tags known, every place willing. */
export interface Publication {
  /** As the user named it. */
  readonly text: string;
  /** What the image calls itself, without tag. */
  readonly name?: string;
  readonly packed: PackedImage;
  readonly tags: readonly string[];
  readonly places: readonly Place[];
}

export interface Place {
  readonly target: Target;
  /** The image's tags and the place's own. */
  readonly tags: readonly string[];
}

interface ImageToPublish {
  readonly plan: ImagePlan;
  readonly image: BareImage;
}

interface NamedPlan {
  readonly plan: ImagePlan;
  /** What the image calls itself. */
  readonly repoTags: readonly string[];
}

/** All of publishing that can be refused, before anything is published. */
export const preparePublications = async (
  images: readonly ImageToPublish[],
  publisher: Publisher,
): Promise<readonly Publication[]> => {
  const { settings } = publisher;
  const drafts = images.map(({ plan, image }) => {
    const destinations = destinationsOf({ plan, repoTags: image.repoTags }, settings);
    return { plan, image, destinations };
  });
  checkCredentials(
    drafts.flatMap(({ destinations }) => destinations),
    settings,
  );
  const publications: Publication[] = [];
  for (const draft of drafts) publications.push(await preparePublication(draft, publisher));
  return publications;
};

const preparePublication = async (
  { plan, image, destinations }: ImageToPublish & { readonly destinations: readonly Destination[] },
  { settings, deps, open }: Publisher,
): Promise<Publication> => {
  if (destinations.some(({ kind }) => kind === "registry")) checkPublishable(plan, settings.allowDirty);
  const tags = settings.byDigest === true ? [] : tagsFor(plan, image, settings, deps.log);
  const packed = packManifest(image, { annotations: annotationsFor(image, plan, settings) });
  const places: Place[] = [];
  for (const destination of destinations) {
    places.push({ target: await open(destination), tags: withOwnTag(destination, tags) });
  }
  const [repoTag] = image.repoTags;
  return { text: plan.text, ...(repoTag === undefined ? {} : { name: splitTag(repoTag).name }), packed, tags, places };
};

/** The places that an image goes to. */
export const destinationsOf = ({ plan, repoTags }: NamedPlan, settings: PublishPlaces): readonly Destination[] => {
  const { toDestinations, destinations, layout } = settings;
  const context = destinationContext(plan, repoTags, settings);
  const places = toDestinations ? parseDestinations(destinations, context) : [];
  if (settings.byDigest === true) checkUntagged(places);
  return [...places, ...(layout === undefined ? [] : parseDestinations([`oci:${layout}`], context))];
};

/** A tag in a destination contradicts what was asked for, and would be left to point at one platform of several. */
const checkUntagged = (places: readonly Destination[]): void => {
  for (const place of places) {
    const tag = place.kind === "registry" ? place.ref.tag : place.tag;
    if (tag === undefined) continue;
    const found = `destination: the tag ${JSON.stringify(tag)} stands in it (wanted: none, as images are published by digest)`;
    throw new InputError("BAD_DESTINATION", `${found}; take it away, and give it to merge`);
  }
};

/** What fills the placeholders of a destination; an image that has no name is called as its attribute or file is. */
export const destinationContext = (
  { text }: ImagePlan,
  [repoTag]: readonly string[],
  { owner, repo }: Pick<PublishPlaces, "owner" | "repo">,
): DestinationContext => ({ owner, repo, imageName: repoTag ?? text.split(/[#./]/).at(-1) });

const tagsFor = (plan: ImagePlan, image: BareImage, settings: PublishSettings, log: Log): readonly string[] => {
  const [repoTag] = image.repoTags;
  const imageTag = repoTag === undefined ? undefined : splitTag(repoTag).tag;
  const date = dateOf(plan) ?? settings.tagContext.date;
  const { tags, dropped } = renderTags(settings.tags, { ...settings.tagContext, date, rev: plan.rev, imageTag });
  if (dropped.length > 0) log.info(`Tags without a value here: ${dropped.join(", ")}`);
  if (tags.length > 0) return tags;
  throw new InputError("NO_TAG", `tags: none of ${settings.tags.join(", ")} has a value for this event; add {rev}`);
};

/** The tags that are known before the image is; the lines that can never be one are refused. */
export const tagsAhead = (plan: ImagePlan, settings: PublishSettings): readonly string[] =>
  renderTags(settings.tags, { ...settings.tagContext, date: dateOf(plan) ?? settings.tagContext.date, rev: plan.rev })
    .tags;

/** When the flake was committed, which may lie in another repository than the one that the run is in. */
const dateOf = ({ target }: ImagePlan): string | undefined => {
  const seconds = target.kind === "flake" ? target.metadata.lastModified : undefined;
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();
};

const withOwnTag = (destination: Destination, tags: readonly string[]): readonly string[] => {
  const own = destination.kind === "registry" ? destination.ref.tag : destination.tag;
  return own === undefined ? tags : [...new Set([own, ...tags])];
};
