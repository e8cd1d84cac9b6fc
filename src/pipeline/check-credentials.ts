import { InputError } from "../core/errors.ts";
import type { Destination } from "../publish/index.ts";
import { GITHUB_REGISTRY } from "../registry/index.ts";
import type { PublishPlaces } from "./publish-settings.ts";

/**
 * Refuses destinations of a run by which a login that was given for it would reach a registry that it was not given for:
 * the registry that an image's own name chooses, or a second one. Asked before any registry is spoken to.
 */
export const checkCredentials = (
  destinations: readonly Destination[],
  settings: Pick<PublishPlaces, "credentials" | "destinations">,
): void => {
  const { username, password } = settings.credentials.given ?? {};
  if (username === undefined && password === undefined) return;
  const hosts = new Set(destinations.flatMap((place) => (place.kind === "registry" ? place.ref.registry : [])));
  const chosen = [...hosts].find((host) => host !== GITHUB_REGISTRY);
  if (settings.destinations.length === 0 && chosen !== undefined) throw unnamed(chosen);
  if (hosts.size > 1) throw several([...hosts]);
};

const unnamed = (host: string): InputError =>
  new InputError(
    "BAD_CREDENTIALS",
    `destination: empty, and the image's own name leads to ${host}, which does not get registry-password (wanted: the registry that it is for); name the destination, such as ${host}/OWNER/NAME`,
  );

const several = (hosts: readonly string[]): InputError =>
  new InputError(
    "BAD_CREDENTIALS",
    `destination: ${hosts.join(" and ")} would get the same user name and password (wanted: one registry for them); leave both away, and log in to each registry with docker login before`,
  );
