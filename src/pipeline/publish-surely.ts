import { RegistryError } from "../registry/index.ts";
import type { ImageToPublish } from "./publication.ts";
import { type Published, type PublishOptions, publishImages } from "./publish.ts";
import { createPublisher, type Publisher } from "./publisher.ts";

export interface SureOptions extends PublishOptions {
  /** Reads the images once more, with every layer packed. */
  readonly readWhole: (publisher: Publisher) => Promise<readonly ImageToPublish[]>;
}

/**
 * Publishes images. A registry may clean blobs away that were there when it was asked: an image that was to use them again
 * is then read, packed and sent whole, once.
 */
export const publishSurely = async (
  images: readonly ImageToPublish[],
  { readWhole, publisher, onProgress }: SureOptions,
): Promise<readonly Published[]> => {
  const progress = onProgress === undefined ? {} : { onProgress };
  try {
    return await publishImages(images, { publisher, ...progress });
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== "BLOB_UNKNOWN" || !images.some(usesKnown)) throw error;
    publisher.deps.log.warning(`${error.message}. All layers are packed and sent again.`);
    const anew = createPublisher(publisher.settings, publisher.deps, publisher.names);
    return publishImages(await readWhole(anew), { publisher: anew, ...progress });
  }
};

const usesKnown = ({ image }: ImageToPublish): boolean =>
  image.layers.some(({ blob }) => blob !== undefined && blob.file === undefined);
