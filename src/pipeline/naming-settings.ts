import type { ActionInputs } from "../inputs/index.ts";
import { parseTagLines, placesOfReferences, splitReferences } from "../publish/index.ts";
import type { PublishPlaces } from "./publish-settings.ts";

export type NamingSettings = Pick<
  PublishPlaces,
  "destinations" | "tags" | "references" | "flavor" | "annotations" | "labels" | "mediaTypes"
>;

/**
 * What the inputs say of an image's names. Whole references in `tags` stand for an empty `destination`. Lines that can
 * never become a tag are refused, so that nothing is built for them.
 */
export const namingSettings = (
  inputs: Pick<ActionInputs, "destinations" | "tags" | "flavor" | "annotations" | "labels" | "mediaTypes">,
): NamingSettings => {
  const { destinations, flavor, annotations, labels, mediaTypes } = inputs;
  const { references, lines } = splitReferences(inputs.tags);
  parseTagLines(lines, flavor);
  return {
    destinations: destinations.length === 0 ? placesOfReferences(references) : destinations,
    tags: lines,
    ...{ references, flavor, annotations, labels, mediaTypes },
  };
};

/** For images that get no tag: what references say of places stands, what they say of tags is for whoever joins the images. */
export const withoutTags = (naming: NamingSettings): NamingSettings => ({ ...naming, references: [] });
