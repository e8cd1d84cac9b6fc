<<<<<<< HEAD
import type { Log } from "../core/log.ts";
import { type PackedImage, type PushResult, sendImage, tagImage, writeOciLayout } from "../publish/index.ts";
import { type Attachment, attachAll } from "./attachments.ts";
import { checkCollisions } from "./collisions.ts";
import { formatTarget, type Target } from "./open-target.ts";
=======
import {
  type PackedImage,
  type PushOptions,
  type PushResult,
  sendImage,
  tagImage,
  writeOciLayout,
} from "../publish/index.ts";
import { type Attachment, attachAll } from "./attachments.ts";
import { checkCollisions } from "./collisions.ts";
import type { Deps } from "./deps.ts";
import type { Target } from "./open-target.ts";
>>>>>>> ec267c25f2026d76258b3572dc6b4da36be56adf
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
<<<<<<< HEAD
 * Layouts come first: what this machine refuses after all, as a full disk does, leaves the registries as they were. Tags
 * come last: none is written before every registry has confirmed every image.
=======
 * Layouts come first: what this machine refuses after all, as a full disk does, leaves the registries as they were. Tags come
 * last, when all registries have all images: until then nobody pulls anything new anywhere.
>>>>>>> ec267c25f2026d76258b3572dc6b4da36be56adf
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
<<<<<<< HEAD
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
=======
  const steps = runs.flatMap(({ places, progress }) => places.map((place) => ({ ...place, progress })));
  for (const { target, tags, progress } of steps) {
    if (target.kind !== "oci-layout") continue;
    await writeLayout({ ...target, tags }, progress, publisher.deps);
    onProgress?.(published);
  }
  const sent: Sent[] = [];
  for (const { target, tags, progress } of steps) {
    if (target.kind === "registry") sent.push(await send({ ...target, tags }, progress, publisher.deps));
  }
  for (const step of sent) {
    await finish(step, publisher.deps);
>>>>>>> ec267c25f2026d76258b3572dc6b4da36be56adf
    onProgress?.(published);
  }
  return published;
};

type Layout = Extract<Target, { kind: "oci-layout" }> & { readonly tags: readonly string[] };
type RegistryPlace = Extract<Target, { kind: "registry" }> & { readonly tags: readonly string[] };

interface Progress extends Published {
  readonly attachments: readonly Attachment[];
  readonly pushes: PushResult[];
  readonly layouts: string[];
}

const begin = ({ packed, tags, places, attachments }: Publication) => {
  const progress: Progress = { packed, tags, attachments, pushes: [], layouts: [] };
  return { places, progress };
};

<<<<<<< HEAD
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
  const { packed, attachments, pushes } = progress;
  await tagImage({ packed, uploads, tags, log });
  pushes.push({ ...result, tags });
  if (tags.length > 0) log.info(`${result.image}: ${tags.join(", ")} is ${result.digest}`);
  await attachAll(attachments, packed, { repository: uploads.repository, log });
=======
const writeLayout = async ({ folder, tags }: Layout, { packed, layouts }: Progress, { log }: Deps): Promise<void> => {
  await writeOciLayout({ folder, packed, tags });
  log.info(`oci:${folder}: ${tags.join(", ") || "the image"} is ${packed.digest}`);
  layouts.push(folder);
};

/** An image that a registry has, without its tags. */
interface Sent {
  readonly options: PushOptions;
  readonly result: PushResult;
  readonly progress: Progress;
}

const send = async ({ uploads, tags }: RegistryPlace, progress: Progress, { log }: Deps): Promise<Sent> => {
  const options = { packed: progress.packed, uploads, tags, log };
  const { registry, repository } = uploads.repository;
  const result = await log.group(`push ${registry}/${repository}`, () => sendImage(options));
  return { options, result, progress };
};

const finish = async ({ options, result, progress }: Sent, { log }: Deps): Promise<void> => {
  const { packed, attachments, pushes } = progress;
  await tagImage(options);
  log.info(`${result.image}: ${result.tags.join(", ") || "the image"} is ${result.digest}`);
  pushes.push(result);
  await attachAll(attachments, packed, { repository: options.uploads.repository, log });
>>>>>>> ec267c25f2026d76258b3572dc6b4da36be56adf
};
