import pLimit from "p-limit";
import type { Digest } from "../core/digest.ts";
import { messageOf } from "../core/errors.ts";
import { plural } from "../core/units.ts";
import { within } from "../core/within.ts";
import type { LayerBlob, PublishedBlob } from "../image/index.ts";
import { type BlobUploads, confirmBlobs, type PublishedImage, readPublishedImages } from "../publish/index.ts";
import type { Repository } from "../registry/index.ts";
import type { Deps } from "./deps.ts";
import { openPlace } from "./open-place.ts";
import { likelyTags, type TagOptions, tagsBesides } from "./reuse-tags.ts";

export interface FindOptions extends TagOptions {
  readonly uploads: readonly BlobUploads[];
  /** What earlier reports tell of. */
  readonly reported: readonly PublishedBlob[];
  /** Milliseconds after which it is given up. */
  readonly patience?: number;
}

export interface FoundLayers {
  readonly known: ReadonlyMap<Digest, LayerBlob>;
  readonly published: readonly PublishedImage[];
}

/**
 * Layers that need neither be packed nor be sent: those of images under tags of the same repositories, and those that
 * earlier reports tell of, as far as every place has them now. Only repositories that the run may write are asked: whoever
 * can write there decides what people pull from there anyhow.
 */
export const findLayers = async (options: FindOptions): Promise<FoundLayers> => {
  const { patience = PATIENCE_MS, deps } = options;
  try {
    return await within(patience, () => find(options));
  } catch (error) {
    deps.log.info(`Layers of earlier images cannot be used: ${messageOf(error)}. All are packed and sent.`);
    return { known: new Map(), published: [] };
  }
};

/** A registry that answers takes seconds. To wait for one that does not costs more than to pack and send. */
const PATIENCE_MS = 60_000;

const find = async (options: FindOptions): Promise<FoundLayers> => {
  const { uploads, reported, settings, deps } = options;
  const published = (await Promise.all(uploads.map((place) => imagesIn(place, options)))).flat();
  const candidates = [...published.flatMap(({ blobs }) => blobs), ...reported];
  const known = await confirmBlobs(candidates, { places: uploads, compression: settings.compression.kind });
  if (known.size > 0) deps.log.info(`${plural(known.size, "layer")} of earlier images can be used as they are.`);
  return { known, published };
};

/** How many images are read where their tags have to be guessed. */
const GUESSES = 4;
/** One page of what registries list; GitHub's and Docker Hub's pages are not larger. */
const TAGS = 1000;

const imagesIn = async ({ repository }: BlobUploads, options: FindOptions): Promise<readonly PublishedImage[]> => {
  const { deps, settings } = options;
  if (settings.reuseFrom.length > 0) return named(repository, options);
  const likely = likelyTags(options);
  const found = await readAll(repository, likely, deps);
  if (found.length > 0) return found;
  const listed = await tolerate(deps, () => repository.listTags(TAGS));
  return readAll(repository, (await tagsBesides(listed, likely, options)).slice(0, GUESSES), deps);
};

/** Images that the user names; those of another registry are of use to another destination. */
const named = async (own: Repository, { deps, settings }: FindOptions): Promise<readonly PublishedImage[]> => {
  const found = settings.reuseFrom.map(async (source) => {
    if (source.kind === "own") return readAll(own, [source.reference], deps);
    const { ref } = source;
    if (ref.registry !== own.registry) return [];
    return readAll(await openPlace(ref, "pull", { settings, deps }), [ref.digest ?? ref.tag ?? "latest"], deps);
  });
  return (await Promise.all(found)).flat();
};

const AT_ONCE = 6;

const readAll = async (
  repository: Repository,
  references: readonly string[],
  deps: Deps,
): Promise<readonly PublishedImage[]> => {
  const limit = pLimit(AT_ONCE);
  const read = (reference: string) => limit(() => tolerate(deps, () => readPublishedImages(repository, reference)));
  return (await Promise.all(references.map(read))).flat();
};

/** Nothing that goes wrong here keeps an image from being published: then it is packed and sent whole. */
const tolerate = async <T>({ log }: Deps, ask: () => Promise<readonly T[]>): Promise<readonly T[]> => {
  try {
    return await ask();
  } catch (error) {
    log.debug(`Layers to be used again: ${messageOf(error)}`);
    return [];
  }
};
