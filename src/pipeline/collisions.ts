import { InputError } from "../core/errors.ts";
import { formatTarget } from "./open-target.ts";
import type { Publication } from "./publication.ts";

/** Refuses images of one run that would take a tag from each other, so that the last one alone would be left there. */
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

const referencesOf = ({ targets }: Publication): readonly string[] =>
  targets.flatMap(({ target, tags }) => tags.map((tag) => `${formatTarget(target)}:${tag}`));

const collision = (reference: string, first: Publication, second: Publication): string =>
  `${reference}: ${first.text} and ${second.text} are different images (wanted: one for each tag); give them names of their own and put {name} into destination, or publish them in steps of their own`;
