import type { Log } from "../core/log.ts";
import type { BareImage } from "../image/index.ts";
import { type PackedImage, packManifest, withLabels } from "../publish/index.ts";
import { annotationsFor } from "./annotations.ts";
import { commitDate } from "./image-tags.ts";
import type { ImagePlan } from "./plan.ts";
import type { PublishSettings } from "./publish-settings.ts";

export interface PackingOptions {
  readonly plan: ImagePlan;
  readonly settings: PublishSettings;
  /** Of the image; the first is its version. */
  readonly tags: readonly string[];
  readonly log: Log;
}

/** An image as it is published: with the labels and annotations that it is given, and Nix's own config without labels. */
export const packImage = (bare: BareImage, { plan, settings, tags, log }: PackingOptions): PackedImage => {
  const { labels = {}, mediaTypes = "oci" } = settings;
  const image = withLabels(bare, labels);
  if (image !== bare) {
    log.info(
      `${bare.source}: labels change the config: the image ID is ${image.configDigest}, not ${bare.configDigest}`,
    );
  }
  // A commit has a date of its own, so that the same commit has the same digest on every run.
  const created = plan.revision === undefined ? undefined : commitDate(plan, settings);
  const annotations = annotationsFor(image, plan, settings, { created, version: versionOf(tags, plan), log });
  const { manifest = {}, index = {} } = settings.annotations ?? {};
  const forIndex = Object.keys(index).filter((key) => !Object.hasOwn(manifest, key));
  if (forIndex.length > 0) log.info(`Left out, since no index is published here: ${forIndex.join(", ")}`);
  if (mediaTypes === "docker" && Object.keys(annotations).length > 0) {
    log.info(`Left out, since Docker's media types have no annotations: ${Object.keys(annotations).join(", ")}`);
  }
  return packManifest(image, { annotations, mediaTypes });
};

/** The first tag; not when it is only the commit, which is annotated by itself: how much of it is written tells no version. */
const versionOf = ([first]: readonly string[], { revision, rev }: ImagePlan): string | undefined =>
  first === undefined || first === rev || revision?.startsWith(first) === true ? undefined : first;
