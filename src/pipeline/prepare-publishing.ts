import path from "node:path";
import type { Digest } from "../core/digest.ts";
import type { LayerBlob, OpenPacker, PublishedBlob } from "../image/index.ts";
import { queryImageName } from "../nix/index.ts";
import { type BlobUploads, type Destination, openPackers, type PublishedImage } from "../publish/index.ts";
import { checkCredentials } from "./check-credentials.ts";
import { findLayers } from "./find-layers.ts";
import { checkReferences, tagsAhead } from "./image-tags.ts";
import type { ImagePlan } from "./plan.ts";
import { destinationsOf } from "./publication.ts";
import type { Publisher } from "./publisher.ts";

/** What is ready for an image before it is built or read. */
export interface Preparation {
  /** Where its blobs may travel to as soon as they are packed; none where only the image tells its destination. */
  readonly uploads: readonly BlobUploads[];
  /** Blobs by diffId that all places have. */
  readonly known: ReadonlyMap<Digest, LayerBlob>;
  /** Images that are there, newest first as far as that can be told. */
  readonly published: readonly PublishedImage[];
}

export interface PrepareOptions {
  readonly publisher: Publisher;
  readonly buildArgs: readonly string[];
  /** Commit of the baseline, whose image is likely to be there. */
  readonly baseRevision?: string | undefined;
  /** What earlier reports say of layers that were published. */
  readonly reported?: readonly PublishedBlob[];
}

export const NOTHING_PREPARED: Preparation = { uploads: [], known: new Map(), published: [] };

/**
 * Asks every place that an image is going to for the right to push, before anything is built, and looks for its layers
 * there. Throws what publishing would be refused with.
 */
export const preparePublishing = async (plan: ImagePlan, options: PrepareOptions): Promise<Preparation> => {
  const { publisher, baseRevision, reported = [] } = options;
  const { settings, deps } = publisher;
  const tags = tagsAhead(plan, settings);
  const destinations = await destinationsAhead(plan, options);
  if (destinations === undefined) return NOTHING_PREPARED;
  checkCredentials(destinations, settings);
  const targets = await Promise.all(destinations.map((destination) => publisher.open(destination)));
  const uploads = [...new Set(targets.flatMap((target) => (target.kind === "registry" ? [target.uploads] : [])))];
  const hasLayout = targets.some(({ kind }) => kind === "oci-layout");
  if (hasLayout) return { ...NOTHING_PREPARED, uploads }; // which needs the bytes of every layer
  const found = await findLayers({ plan, uploads, tags, baseRevision, reported, settings, deps });
  return { uploads, ...found };
};

/** `undefined` where they depend on a name that nothing but the image itself tells. */
const destinationsAhead = async (
  plan: ImagePlan,
  { publisher, buildArgs }: PrepareOptions,
): Promise<readonly Destination[] | undefined> => {
  const { settings } = publisher;
  const templates = [...settings.destinations, ...(settings.layout === undefined ? [] : [settings.layout])];
  const namedByImage = settings.toDestinations && settings.destinations.length === 0;
  if (!namedByImage && !templates.some((template) => template.includes("{name}"))) {
    const destinations = destinationsOf({ plan, repoTags: [] }, settings);
    checkReferences(destinations, settings); // they are the same for every image
    return destinations;
  }
  const name = await imageName(plan, publisher, buildArgs);
  if (name === undefined) return undefined;
  publisher.names.set(plan, name);
  return destinationsOf({ plan, repoTags: [name] }, settings);
};

const imageName = async (
  { target }: ImagePlan,
  { deps: { cwd, log } }: Publisher,
  args: readonly string[],
): Promise<string | undefined> =>
  target.kind === "flake" || target.kind === "file"
    ? queryImageName(target.nix, target, { cwd, args, log })
    : undefined;

/** Packs layers for a preparation: what is known is not packed again, and what is packed is on its way at once. */
export const packersFor = ({ known, uploads }: Preparation, { settings, deps, packed }: Publisher): OpenPacker => {
  const spoolDir = path.join(deps.tempDir, "blobs");
  const all = new Map([...known, ...packed]);
  const packers = openPackers({ compression: settings.compression, spoolDir, known: all, workers: deps.workers });
  return Object.assign(packers, {
    known: (announced: Digest) => all.get(announced),
    packed: ({ mediaType, digest, size, file }: LayerBlob): void => {
      if (file === undefined) return;
      for (const place of uploads) void place.put({ descriptor: { mediaType, digest, size }, source: file });
    },
  });
};
