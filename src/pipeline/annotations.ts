import { defined } from "../core/defined.ts";
import type { BareImage } from "../image/index.ts";
import type { ImagePlan } from "./plan.ts";
import type { PublishPlaces } from "./publish-settings.ts";

/**
 * Annotations of an image's manifest, without those that it has as labels. They are not put into the config, whose bytes
 * stay those that Nix made.
 */
export const annotationsFor = (
  image: BareImage,
  plan: ImagePlan,
  { repositoryUrl }: PublishPlaces,
): Readonly<Record<string, string>> => {
  const labels = image.config.config?.Labels ?? {};
  const all = defined({
    [LAYER_KEY]: image.layerKey,
    "org.opencontainers.image.source": isFromElsewhere(plan) ? undefined : repositoryUrl,
    "org.opencontainers.image.revision": plan.revision,
  });
  return Object.fromEntries(Object.entries(all).filter(([key]) => !Object.hasOwn(labels, key)));
};

/** By it a later run knows which layers of its stream script it need not make. */
export const LAYER_KEY = "io.github.nix-image-action.layer-key";

/** True for a flake that Nix fetched: the repository of the run is not where its source lies. */
const isFromElsewhere = ({ target }: ImagePlan): boolean =>
  target.kind === "flake" && target.metadata.localDirectory === undefined;
