import type { Digest } from "../core/digest.ts";
import { once } from "../core/once.ts";
import type { BareImage, LayerBlob } from "../image/index.ts";
import type { Destination } from "../publish/index.ts";
import type { Deps } from "./deps.ts";
import { openTarget, type Target } from "./open-target.ts";
import type { ImagePlan } from "./plan.ts";
import type { PublishSettings } from "./publish-settings.ts";

/** What the images of a run share that are published together. */
export interface Publisher {
  readonly settings: PublishSettings;
  readonly deps: Deps;
  /** The place that a destination means; it is opened and asked for the right to push once. */
  open(destination: Destination): Promise<Target>;
  /** Blobs by diffId that lie packed in files: another image of the run with such a layer takes them as they are. */
  readonly packed: ReadonlyMap<Digest, LayerBlob>;
  remember(image: BareImage): void;
  /** What images are called by the derivations that make them, as far as that was asked: it leads to their destinations. */
  readonly names: Map<ImagePlan, string>;
}

export const createPublisher = (
  settings: PublishSettings,
  deps: Deps,
  names: Publisher["names"] = new Map(),
): Publisher => {
  const targets = new Map<string, () => Promise<Target>>();
  const packed = new Map<Digest, LayerBlob>();
  return {
    ...{ settings, deps, packed, names },
    open: (destination) => {
      const key = keyOf(destination);
      const open = targets.get(key) ?? once(() => openTarget(destination, settings, deps));
      targets.set(key, open);
      return open();
    },
    remember: ({ layers }) => {
      for (const { diffId, blob } of layers) if (blob?.file !== undefined) packed.set(diffId, blob);
    },
  };
};

/** The same place under several tags is one. */
const keyOf = (destination: Destination): string =>
  destination.kind === "oci-layout"
    ? `oci:${destination.folder}`
    : `${destination.ref.registry}/${destination.ref.repository}`;
