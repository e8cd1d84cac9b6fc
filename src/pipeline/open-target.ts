import path from "node:path";
import { InputError } from "../core/errors.ts";
import { canonicalRegistry, type ImageRef, isRepository, startsWithRegistry } from "../oci/image-ref.ts";
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

/** Whoever names an image to use layers of means that they may be taken over. Those of another registry cannot be. */
const mountable = ({ registry }: ImageRef, { mountFrom, reuseFrom }: PublishPlaces): readonly string[] => {
  const reused = reuseFrom.flatMap((source) => (source.kind === "image" ? [source.ref] : []));
  const named = mountFrom.map((line) => splitRegistry(line, registry));
  const all = [...reused, ...named].filter((ref) => ref.registry === registry);
  return [...new Set(all.map(({ repository }) => repository))];
};

/** People write a repository with its registry as well. */
const splitRegistry = (line: string, own: string): Pick<ImageRef, "registry" | "repository"> => {
  const slash = startsWithRegistry(line) ? line.indexOf("/") : -1;
  const registry = slash < 0 ? own : canonicalRegistry(line.slice(0, slash));
  const repository = line.slice(slash + 1).toLowerCase();
  if (isRepository(repository)) return { registry, repository };
  throw new InputError(
    "BAD_REFERENCE",
    `mount-from: ${JSON.stringify(line)}: not a repository (wanted, for example, acme/base)`,
  );
};

/** Where a target lies, as people write it. */
export const formatTarget = (target: Target): string =>
  target.kind === "oci-layout"
    ? `oci:${target.folder}`
    : `${target.uploads.repository.registry}/${target.uploads.repository.repository}`;
