import path from "node:path";
import { type PackedImage, type PushResult, pushImage, writeOciLayout } from "../publish/index.ts";
import type { Analysis } from "./analyse.ts";
import { checkCollisions } from "./collisions.ts";
import type { Deps } from "./deps.ts";
import { formatTarget } from "./open-target.ts";
import { type Publication, preparePublication } from "./publication.ts";
import type { PublishSettings } from "./publish-settings.ts";

export interface Published {
  readonly packed: PackedImage;
  readonly tags: readonly string[];
  /** One for each registry. */
  readonly pushes: readonly PushResult[];
  /** Absolute folders. */
  readonly layouts: readonly string[];
}

/** Publishes every image to every destination under every tag; what can be refused is refused before the first of them. */
export const publishImages = async (
  images: readonly Pick<Analysis, "plan" | "image">[],
  settings: PublishSettings,
  deps: Deps,
): Promise<readonly Published[]> => {
  const publications: Publication[] = [];
  for (const image of images) publications.push(await preparePublication(image, settings, deps));
  checkCollisions(publications);
  const published: Published[] = [];
  for (const publication of publications) published.push(await publish(publication, deps));
  return published;
};

const publish = async ({ packed, tags, targets }: Publication, { cwd, log }: Deps): Promise<Published> => {
  const pushes: PushResult[] = [];
  const layouts: string[] = [];
  for (const { target, tags: all } of targets) {
    if (target.kind === "registry") {
      const { repository } = target;
      const push = () => pushImage({ packed, repository, tags: all, log });
      pushes.push(await log.group(`push ${formatTarget(target)}`, push));
    } else {
      const folder = path.resolve(cwd, target.folder);
      await writeOciLayout({ folder, packed, tags: all });
      log.info(`${formatTarget(target)}: ${all.join(", ")} is ${packed.digest}`);
      layouts.push(folder);
    }
  }
  return { packed, tags, pushes, layouts };
};
