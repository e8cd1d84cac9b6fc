import { InputError } from "../core/errors.ts";
import type { BareImage } from "../image/index.ts";
import { splitTag } from "../oci/image-ref.ts";
import { type Destination, type DestinationContext, type PackedImage, parseDestinations } from "../publish/index.ts";
import type { Attachment } from "./attachments.ts";
import { checkCredentials } from "./check-credentials.ts";
import { checkPublishable } from "./check-publishable.ts";
import { allTags, checkReferences, tagsAt, tagsFor } from "./image-tags.ts";
import type { Target } from "./open-target.ts";
import { packImage } from "./pack-image.ts";
import type { ImagePlan } from "./plan.ts";
import type { PublishPlaces } from "./publish-settings.ts";
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
  readonly attachments: readonly Attachment[];
}

export interface Place {
  readonly target: Target;
  /** The image's tags and the place's own. */
  readonly tags: readonly string[];
}

export interface ImageToPublish {
  readonly plan: ImagePlan;
  readonly image: BareImage;
  /** What registries keep beside it. */
  readonly attachments?: readonly Attachment[];
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
  const { settings, names } = publisher;
  const drafts = images.map(({ plan, ...it }) => {
    // The places that were asked ahead, also where the image itself tells no name, as nix2container's does not.
    const name = names.get(plan);
    const repoTags = name === undefined ? it.image.repoTags : [name];
    return { plan, ...it, destinations: destinationsOf({ plan, repoTags }, settings) };
  });
  const destinations = drafts.flatMap((draft) => draft.destinations);
  checkCredentials(destinations, settings);
  checkReferences(destinations, settings);
  const publications: Publication[] = [];
  for (const draft of drafts) publications.push(await preparePublication(draft, publisher));
  return publications;
};

const preparePublication = async (
  { plan, image, attachments = [], destinations }: ImageToPublish & { readonly destinations: readonly Destination[] },
  { settings, deps, open }: Publisher,
): Promise<Publication> => {
  if (destinations.some(({ kind }) => kind === "registry")) checkPublishable(plan, settings.allowDirty);
  const tags = settings.byDigest === true ? [] : tagsFor(plan, image, settings, deps.log);
  const all = allTags(destinations, tags, settings);
  const packed = packImage(image, { plan, settings, tags: all, log: deps.log });
  const places: Place[] = [];
  for (const destination of destinations) {
    places.push({ target: await open(destination), tags: tagsAt(destination, tags, settings) });
  }
  const [repoTag] = image.repoTags;
  const name = repoTag === undefined ? {} : { name: splitTag(repoTag).name };
  return { text: plan.text, ...name, packed, tags: all, places, attachments };
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
