import { KnownError } from "../core/errors.ts";
import type { Image } from "../image/index.ts";
import type { Publishing } from "../report/index.ts";
import { annotationsFor } from "./annotations.ts";
import type { ImagePlan } from "./plan.ts";
import { destinationsOf } from "./publication.ts";
import type { PublishPlaces } from "./publish-settings.ts";

export type PublishingFacts = (image: Image, plan: ImagePlan) => Publishing | undefined;

/** Where an image is going to be published, as far as its report speaks of it. What is wrong there, publishing says. */
export const publishingFacts =
  (settings: PublishPlaces): PublishingFacts =>
  (image, plan) => {
    if (!settings.toDestinations) return undefined;
    const said = { ...annotationsFor(image, plan, settings), ...settings.labels };
    try {
      const places = destinationsOf({ plan, repoTags: image.repoTags }, settings);
      return {
        registries: places.flatMap((place) => (place.kind === "registry" ? [place.ref.registry] : [])),
        annotatesSource: said["org.opencontainers.image.source"] !== undefined,
      };
    } catch (error) {
      if (error instanceof KnownError) return undefined;
      throw error;
    }
  };
