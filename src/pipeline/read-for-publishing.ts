import { defined } from "../core/defined.ts";
import { environmentForPrograms } from "../core/program.ts";
import { type BareImage, readBareImages } from "../image/index.ts";
import type { Platform } from "../oci/descriptor.ts";
import { choosePlatform } from "./choose-platform.ts";
import type { ImagePlan } from "./plan.ts";
import { type Preparation, packersFor } from "./prepare-publishing.ts";
import type { Publisher } from "./publisher.ts";
import { realiseImage } from "./realise.ts";

export interface ReadForPublishing {
  readonly publisher: Publisher;
  readonly preparation: Preparation;
  readonly buildArgs: readonly string[];
  readonly platform?: Platform | "all";
}

/** Builds an image and reads it to be published alone: nothing is looked into, and what the registries have is passed over. */
export const readForPublishing = async (
  plan: ImagePlan,
  { publisher, preparation, buildArgs, platform }: ReadForPublishing,
): Promise<readonly BareImage[]> => {
  const { deps, settings } = publisher;
  const { source } = await realiseImage(plan, { deps, buildArgs, registry: { insecure: settings.insecure } });
  const { log, env, workers } = deps;
  const images = await log.group(`read ${plan.text}`, () =>
    readBareImages(source, {
      log,
      env: environmentForPrograms(env),
      openPacker: packersFor(preparation, publisher),
      ...defined({ workers, platform: choosePlatform(plan, platform, deps) }),
    }),
  );
  for (const image of images) publisher.remember(image);
  return images;
};
