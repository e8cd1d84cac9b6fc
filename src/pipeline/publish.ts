import { type PackedImage, type PushResult, pushImage, writeOciLayout } from "../publish/index.ts";
import { type Attachment, attachAll } from "./attachments.ts";
import { checkCollisions } from "./collisions.ts";
import type { Deps } from "./deps.ts";
import { formatTarget } from "./open-target.ts";
import { type ImageToPublish, type Place, type Publication, preparePublications } from "./publication.ts";
import type { Publisher } from "./publisher.ts";

/** What has been published of an image; nothing yet while it is in no place. */
export interface Published {
  readonly packed: PackedImage;
  readonly tags: readonly string[];
  /** One for each registry. */
  readonly pushes: readonly PushResult[];
  /** Absolute folders. */
  readonly layouts: readonly string[];
}

export interface PublishOptions {
  readonly publisher: Publisher;
  /** Called after each place with what all images have come to, so that it is known also when a later place fails. */
  readonly onProgress?: (published: readonly Published[]) => void;
}

/**
 * Publishes every image to every destination under every tag; what can be refused is refused before the first of them.
 * Layouts come first: what this machine refuses after all, as a full disk does, leaves the registries as they were.
 */
export const publishImages = async (
  images: readonly ImageToPublish[],
  { publisher, onProgress }: PublishOptions,
): Promise<readonly Published[]> => {
  const publications = await preparePublications(images, publisher);
  checkCollisions(publications);
  const runs = publications.map(begin);
  const published = runs.map(({ progress }) => progress);
  const steps = runs.flatMap(({ places, progress }) => places.map((place) => ({ place, progress })));
  for (const kind of ["oci-layout", "registry"] as const) {
    for (const { place, progress } of steps.filter((step) => step.place.target.kind === kind)) {
      await publish(place, progress, publisher.deps);
      onProgress?.(published);
    }
  }
  return published;
};

interface Progress extends Published {
  readonly attachments: readonly Attachment[];
  readonly pushes: PushResult[];
  readonly layouts: string[];
}

const begin = ({ packed, tags, places, attachments }: Publication) => {
  const progress: Progress = { packed, tags, attachments, pushes: [], layouts: [] };
  return { places, progress };
};

const publish = async ({ target, tags }: Place, progress: Progress, { log }: Deps): Promise<void> => {
  const { packed, attachments, pushes, layouts } = progress;
  if (target.kind === "registry") {
    const { uploads } = target;
    await log.group(`push ${formatTarget(target)}`, async () => {
      pushes.push(await pushImage({ packed, uploads, tags, log }));
      await attachAll(attachments, packed, { repository: uploads.repository, log });
    });
  } else {
    await writeOciLayout({ folder: target.folder, packed, tags });
    log.info(`${formatTarget(target)}: ${tags.join(", ") || "the image"} is ${packed.digest}`);
    layouts.push(target.folder);
  }
};
