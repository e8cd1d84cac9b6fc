import type { StorePath } from "../core/store-path.ts";
import { findDerivers, hasDerivation, type PlanStore } from "../nix/index.ts";

export interface Plans {
  /** Store paths with the build plans that the store remembered. */
  readonly paths: Iterable<{ readonly path: StorePath; readonly deriver?: StorePath | undefined }>;
  /** The image's own. */
  readonly drvPath?: StorePath | undefined;
}

/**
 * The build plans of an image's store paths, as far as they are at hand: those that the store remembered, else those in
 * the image's own plan that make them.
 */
export const deriversOf = async (
  { paths, drvPath }: Plans,
  wanted: readonly StorePath[],
  store: PlanStore,
): Promise<ReadonlyMap<StorePath, StorePath>> => {
  const remembered = new Map(Array.from(paths, ({ path, deriver }) => [path, deriver]));
  const found = new Map<StorePath, StorePath>();
  for (const path of new Set(wanted)) {
    const deriver = remembered.get(path);
    if (deriver !== undefined && (await hasDerivation(deriver))) found.set(path, deriver);
  }
  const missing = wanted.filter((path) => !found.has(path));
  if (missing.length === 0 || drvPath === undefined || !(await hasDerivation(drvPath))) return found;
  return new Map([...found, ...(await findDerivers(store, drvPath, missing))]);
};
