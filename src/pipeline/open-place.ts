import { chooseCredentials, openRepository, type Repository, readDockerCredentials } from "../registry/index.ts";
import type { Deps } from "./deps.ts";
import type { PublishPlaces } from "./publish-settings.ts";

/** How the repositories of a run are spoken to. */
export interface PlaceContext {
  readonly settings: Pick<PublishPlaces, "credentials" | "insecure" | "workflow">;
  readonly deps: Pick<Deps, "env" | "fetch" | "log">;
}

/** A repository under the login that publishing uses. */
export const openPlace = async (
  { registry, repository }: Pick<Repository, "registry" | "repository">,
  access: "pull" | "push",
  { settings, deps: { env, fetch, log } }: PlaceContext,
): Promise<Repository> => {
  const stored = () => readDockerCredentials({ registry, env });
  return openRepository({
    ...{ registry, repository, access, fetch, log, workflow: settings.workflow },
    credentials: await chooseCredentials({ registry, stored, ...settings.credentials }),
    insecure: settings.insecure.includes(registry),
  });
};
