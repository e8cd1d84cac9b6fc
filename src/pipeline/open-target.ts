import path from "node:path";
import type { ImageRef } from "../oci/image-ref.ts";
import { BlobUploads, checkLayout, type Destination } from "../publish/index.ts";
import type { Deps } from "./deps.ts";
import { openPlace } from "./open-place.ts";
import type { PublishPlaces } from "./publish-settings.ts";

/** A place that is ready to be published to. */
export type Target =
  /** `folder` is absolute. */
  | { readonly kind: "oci-layout"; readonly folder: string }
  /** A registry that has agreed to be pushed to. */
  | { readonly kind: "registry"; readonly uploads: BlobUploads };

/**
 * Opens a destination, so that a refusal comes before anything is there: a registry is asked for the right to push, a
 * folder must be one that takes a layout.
 */
export const openTarget = async (destination: Destination, settings: PublishPlaces, deps: Deps): Promise<Target> => {
  if (destination.kind === "oci-layout") {
    const folder = path.resolve(deps.cwd, destination.folder);
    await checkLayout(folder);
    return { kind: "oci-layout", folder };
  }
  const repository = await openPlace(destination.ref, "push", { settings, deps });
  await repository.preflight();
  return {
    kind: "registry",
    uploads: new BlobUploads({ repository, mountFrom: mountable(destination.ref, settings) }),
  };
};

/** Whoever names an image to use layers of means that they may be taken over. */
const mountable = ({ registry }: ImageRef, { mountFrom, reuseFrom }: PublishPlaces): readonly string[] => {
  const others = reuseFrom.flatMap((source) =>
    source.kind === "image" && source.ref.registry === registry ? [source.ref.repository] : [],
  );
  return [...new Set([...others, ...mountFrom])];
};

/** Where a target lies, as people write it. */
export const formatTarget = (target: Target): string =>
  target.kind === "oci-layout"
    ? `oci:${target.folder}`
    : `${target.uploads.repository.registry}/${target.uploads.repository.repository}`;
