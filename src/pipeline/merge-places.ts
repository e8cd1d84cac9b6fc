import { InputError } from "../core/errors.ts";
import type { ImageRef } from "../oci/index.ts";
import { type Destination, parseDestinations } from "../publish/index.ts";
import type { Repository } from "../registry/index.ts";
import { checkCredentials } from "./check-credentials.ts";
import type { DigestRef } from "./merge-digests.ts";
import type { MergeSettings } from "./merge-settings.ts";
import { openPlace, type PlaceContext } from "./open-place.ts";

export type RegistryDestination = Extract<Destination, { kind: "registry" }>;

export type RepositoryRef = Pick<ImageRef, "registry" | "repository">;

export const nameOf = ({ registry, repository }: RepositoryRef): string => `${registry}/${repository}`;

/** Where the index goes. Nobody named a place: to the one repository that all references name. */
export const destinationsFor = (
  refs: readonly DigestRef[],
  settings: MergeSettings,
): readonly RegistryDestination[] => {
  const names = [...new Set(refs.flatMap(({ place }) => (place === undefined ? [] : nameOf(place))))];
  const last = [...new Set(names.map((name) => name.split("/").at(-1)))];
  const { owner, repo } = settings;
  const context = { owner, repo, imageName: last.length === 1 ? last[0] : undefined };
  if (settings.destinations.length === 0 && names.length !== 1) throw unclear(names);
  const lines = settings.destinations.length > 0 ? settings.destinations : names;
  const destinations = parseDestinations(lines, context);
  checkCredentials(destinations, settings);
  return destinations.map((destination) => {
    if (destination.kind === "registry") return destination;
    throw new InputError(
      "BAD_DESTINATION",
      `destination: oci:${destination.folder}: a layout (wanted: registry/repository, as what is merged lies in registries); copy it there afterwards, as with skopeo copy --all`,
    );
  });
};

const unclear = (names: readonly string[]): InputError => {
  const found = names.length === 0 ? "the digests name no repository" : `the digests are of ${names.join(" and ")}`;
  return new InputError("BAD_DESTINATION", `destination: empty, and ${found} (wanted: one place); name it`);
};

/** All of them agree to be pushed to, before anything is read. */
export const openDestinations = async (
  destinations: readonly RegistryDestination[],
  context: PlaceContext,
): Promise<readonly Repository[]> => {
  const repositories: Repository[] = [];
  for (const { ref } of destinations) {
    const to = await openPlace(ref, "push", context);
    await to.preflight();
    repositories.push(to);
  }
  return repositories;
};
