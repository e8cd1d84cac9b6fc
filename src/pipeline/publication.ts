import { InputError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import type { Image } from "../image/index.ts";
import { splitTag } from "../oci/image-ref.ts";
import { type Destination, type PackedImage, packManifest, parseDestinations, renderTags } from "../publish/index.ts";
import type { Analysis } from "./analyse.ts";
import { checkPublishable } from "./check-publishable.ts";
import type { Deps } from "./deps.ts";
import { openTarget, type Target } from "./open-target.ts";
import type { ImagePlan } from "./plan.ts";
import type { PublishSettings } from "./publish-settings.ts";

/** An image that can be published at once: packed, its tags known, every registry willing. */
export interface Publication {
  /** As the user named it. */
  readonly text: string;
  readonly packed: PackedImage;
  readonly tags: readonly string[];
  /** Each with the image's tags and its own. */
  readonly targets: readonly { readonly target: Target; readonly tags: readonly string[] }[];
}

/** All of publishing that can be refused, before anything is published. */
export const preparePublication = async (
  { plan, image }: Pick<Analysis, "plan" | "image">,
  settings: PublishSettings,
  deps: Deps,
): Promise<Publication> => {
  const destinations = destinationsOf(plan, image, settings);
  if (destinations.some(({ kind }) => kind === "registry")) checkPublishable(plan, settings.allowDirty);
  const tags = tagsFor(plan, image, settings, deps.log);
  const packed = packManifest(image, { annotations: annotationsFor(image, plan, settings) });
  const targets: Publication["targets"][number][] = [];
  for (const destination of destinations) {
    targets.push({ target: await openTarget(destination, settings, deps), tags: withOwnTag(destination, tags) });
  }
  return { text: plan.text, packed, tags, targets };
};

const destinationsOf = (plan: ImagePlan, image: Image, settings: PublishSettings): readonly Destination[] => {
  const { toDestinations, destinations, layout, owner, repo } = settings;
  const context = { owner, repo, imageName: image.repoTags[0] ?? plan.text.split(/[#./]/).at(-1) };
  return [
    ...(toDestinations ? parseDestinations(destinations, context) : []),
    ...(layout === undefined ? [] : parseDestinations([`oci:${layout}`], context)),
  ];
};

const tagsFor = (plan: ImagePlan, image: Image, settings: PublishSettings, log: Log): readonly string[] => {
  const [repoTag] = image.repoTags;
  const imageTag = repoTag === undefined ? undefined : splitTag(repoTag).tag;
  const { tags, dropped } = renderTags(settings.tags, { ...settings.tagContext, rev: plan.rev, imageTag });
  if (dropped.length > 0) log.info(`Tags without a value here: ${dropped.join(", ")}`);
  if (tags.length > 0) return tags;
  throw new InputError("NO_TAG", `tags: none of ${settings.tags.join(", ")} has a value for this event; add {rev}`);
};

const withOwnTag = (destination: Destination, tags: readonly string[]): readonly string[] => {
  const own = destination.kind === "registry" ? destination.ref.tag : destination.tag;
  return own === undefined ? tags : [...new Set([own, ...tags])];
};

/** On the manifest and not in the config, whose bytes stay those that Nix made. */
const annotationsFor = (
  image: Image,
  { revision }: ImagePlan,
  { annotations }: PublishSettings,
): Readonly<Record<string, string>> => {
  const labels = image.config.config?.Labels ?? {};
  const all = { ...annotations, ...(revision === undefined ? {} : { "org.opencontainers.image.revision": revision }) };
  return Object.fromEntries(Object.entries(all).filter(([key]) => !Object.hasOwn(labels, key)));
};
