import type { Log } from "../core/log.ts";
import { type PackedImage, type PushResult, sendImage, tagImage, writeOciLayout } from "../publish/index.ts";
import { type Attachment, attachAll } from "./attachments.ts";
import { checkCollisions } from "./collisions.ts";
import { formatTarget, type Target } from "./open-target.ts";
import { type ImageToPublish, type Publication, preparePublications } from "./publication.ts";
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
 * Layouts come first: what this machine refuses after all, as a full disk does, leaves the registries as they were. Tags
 * come last: none is written before every registry has confirmed every image.
 */
export const publishImages = async (
  images: readonly ImageToPublish[],
  { publisher, onProgress }: PublishOptions,
): Promise<readonly Published[]> => {
  const publications = await preparePublications(images, publisher);
  checkCollisions(publications);
  const { log } = publisher.deps;
  const runs = publications.map(begin);
  const published = runs.map(({ progress }) => progress);
  const steps = runs.flatMap(({ places, progress }) => places.map(({ target, tags }) => ({ target, tags, progress })));
  for (const { target, ...step } of steps) {
    if (target.kind !== "oci-layout") continue;
    await writeLayout({ target, ...step }, log);
    onProgress?.(published);
  }
  const sent: Sent[] = [];
  for (const { target, ...step } of steps) {
    if (target.kind === "registry") sent.push(await send({ target, ...step }, log));
  }
  for (const step of sent) {
    await tag(step, log);
    onProgress?.(published);
  }
  for (const { progress, target } of sent) {
    await attachAll(progress.attachments, progress.packed, { repository: target.uploads.repository, log });
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

interface Step<T extends Target> {
  readonly target: T;
  readonly tags: readonly string[];
  readonly progress: Progress;
}

type Folder = Extract<Target, { kind: "oci-layout" }>;
type Registry = Extract<Target, { kind: "registry" }>;

/** What a registry has confirmed, and nothing but its digest leads to yet. */
interface Sent extends Step<Registry> {
  readonly result: Omit<PushResult, "tags">;
}

const writeLayout = async ({ target, tags, progress: { packed, layouts } }: Step<Folder>, log: Log): Promise<void> => {
  await writeOciLayout({ folder: target.folder, packed, tags });
  log.info(`${formatTarget(target)}: ${tags.join(", ") || "the image"} is ${packed.digest}`);
  layouts.push(target.folder);
};

const send = async (step: Step<Registry>, log: Log): Promise<Sent> => {
  const { target, progress } = step;
  const { packed } = progress;
  return log.group(`push ${formatTarget(target)}`, async () => ({
    ...step,
    result: await sendImage({ packed, uploads: target.uploads, log }),
  }));
};

const tag = async ({ target: { uploads }, tags, progress, result }: Sent, log: Log): Promise<void> => {
  const { packed, pushes } = progress;
  await tagImage({ packed, uploads, tags, log });
  pushes.push({ ...result, tags });
  if (tags.length > 0) log.info(`${result.image}: ${tags.join(", ")} is ${result.digest}`);
};
