import { defined } from "../core/defined.ts";
import { environmentForPrograms } from "../core/program.ts";
import { type BareImage, type ReadOptions, readBareImages } from "../image/index.ts";
import type { Platform } from "../oci/descriptor.ts";
import { choosePlatform } from "./choose-platform.ts";
import type { ImagePlan } from "./plan.ts";
import { type Preparation, packersFor } from "./prepare-publishing.ts";
import type { Publisher } from "./publisher.ts";
import { type RealisedImage, realiseImage } from "./realise.ts";
import { tryTrimmed } from "./try-trimmed.ts";

export interface ReadForPublishing {
  readonly publisher: Publisher;
  readonly preparation: Preparation;
  readonly buildArgs: readonly string[];
  readonly platform?: Platform | "all";
}

/**
 * Builds an image and reads it to be published alone: nothing is looked into, and what the registries have is passed over; a
 * stream script does not even make it.
 */
export const readForPublishing = async (
  plan: ImagePlan,
  { publisher, preparation, buildArgs, platform }: ReadForPublishing,
): Promise<readonly BareImage[]> => {
  const { deps, settings } = publisher;
  const { source } = await realiseImage(plan, { deps, buildArgs, registry: { insecure: settings.insecure } });
  const { log, env, workers } = deps;
  const options = {
    log,
    env: environmentForPrograms(env),
    openPacker: packersFor(preparation, publisher),
    ...defined({ workers, platform: choosePlatform(plan, platform, deps) }),
  };
  const images = await log.group(`read ${plan.text}`, () => read(source, { options, preparation, publisher }));
  for (const image of images) publisher.remember(image);
  return images;
};

interface Reading {
  readonly options: ReadOptions;
  readonly preparation: Preparation;
  readonly publisher: Publisher;
}

const read = async (
  source: RealisedImage["source"],
  { options, preparation, publisher }: Reading,
): Promise<readonly BareImage[]> => {
  const { tempDir } = publisher.deps;
  const trimmed =
    source.kind === "stream-script" ? await tryTrimmed(source.file, preparation, { ...options, tempDir }) : undefined;
  return trimmed === undefined ? readBareImages(source, options) : [trimmed];
};
