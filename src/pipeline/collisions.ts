import { InputError } from "../core/errors.ts";
import { formatPlatform } from "../oci/index.ts";
import { formatTarget } from "./open-target.ts";
import type { Publication } from "./publication.ts";

/**
 * Refuses images of one run that would take a tag from each other, so that the last one alone would be left there. In
 * layouts too: their index can list two platforms under one tag, but readers such as skopeo take the first they find.
 */
export const checkCollisions = (publications: readonly Publication[]): void => {
  const owners = new Map<string, Publication>();
  const problems: string[] = [];
  for (const publication of publications) {
    for (const reference of referencesOf(publication)) {
      const owner = owners.get(reference) ?? publication;
      owners.set(reference, owner);
      if (owner.packed.digest !== publication.packed.digest) problems.push(collision(reference, owner, publication));
    }
  }
  if (problems.length > 0) throw new InputError("TAG_COLLISION", problems.join("\n"));
};

const referencesOf = ({ places }: Publication): readonly string[] =>
  places.flatMap(({ target, tags }) => tags.map((tag) => `${formatTarget(target)}:${tag}`));

const collision = (reference: string, first: Publication, second: Publication): string =>
  `${reference}: ${describe(first)} and ${describe(second)} are different images (wanted: one for each tag); ${advise(first, second)}`;

const platformOf = ({ packed }: Publication): string => formatPlatform(packed.platform);

/** `.#image (api, linux/amd64)`. */
const describe = (publication: Publication): string => {
  const { text, name } = publication;
  return `${text} (${name === undefined ? "" : `${name}, `}${platformOf(publication)})`;
};

const advise = (first: Publication, second: Publication): string => {
  if (platformOf(first) === platformOf(second))
    return "give them names of their own and put {name} into destination, or publish them in steps of their own";
  const lead = "publish them by digest (push: by-digest) and join them with merge, or ";
  return first.text === second.text
    ? `${lead}choose one of them as the platform (${platformOf(first)} or ${platformOf(second)})`
    : `${lead}publish them in steps of their own, under tags of their own`;
};
