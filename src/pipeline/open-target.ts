import path from "node:path";
import { checkLayout, type Destination } from "../publish/index.ts";
import { chooseCredentials, openRepository, type Repository, readDockerCredentials } from "../registry/index.ts";
import type { Deps } from "./deps.ts";
import type { PublishPlaces } from "./publish-settings.ts";

/** A place that is ready to be published to. */
export type Target =
  /** `folder` is absolute. */
  | { readonly kind: "oci-layout"; readonly folder: string }
  /** A registry that has agreed to be pushed to. */
  | { readonly kind: "registry"; readonly repository: Repository };

/**
 * Opens a destination, so that a refusal comes before anything is there: a registry is asked for the right to push, a
 * folder must be one that takes a layout.
 */
export const openTarget = async (
  destination: Destination,
  settings: PublishPlaces,
  { env, fetch, log, cwd }: Deps,
): Promise<Target> => {
  if (destination.kind === "oci-layout") {
    const folder = path.resolve(cwd, destination.folder);
    await checkLayout(folder);
    return { kind: "oci-layout", folder };
  }
  const { registry, repository } = destination.ref;
  const stored = () => readDockerCredentials({ registry, env });
  const client = openRepository({
    registry,
    repository,
    credentials: await chooseCredentials({ registry, stored, ...settings.credentials }),
    insecure: settings.insecure.includes(registry),
    workflow: settings.workflow,
    fetch,
    log,
  });
  await client.preflight();
  return { kind: "registry", repository: client };
};

/** Where a target lies, as people write it. */
export const formatTarget = (target: Target): string =>
  target.kind === "oci-layout"
    ? `oci:${target.folder}`
    : `${target.repository.registry}/${target.repository.repository}`;
