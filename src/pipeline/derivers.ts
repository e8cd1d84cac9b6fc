import type { StorePath } from "../core/store-path.ts";
import { findDerivers, hasDerivation, type Nix } from "../nix/index.ts";
import type { Report } from "../report/index.ts";

/**
 * The build plans of an image's store paths, as far as they are at hand: those that the store remembered, else those in
 * the image's own plan that make them.
 */
export const deriversOf = async (
  { image, storePaths }: Report,
  wanted: readonly StorePath[],
  nix: Nix,
): Promise<ReadonlyMap<StorePath, StorePath>> => {
  const remembered = new Map(storePaths.map(({ path, deriver }) => [path, deriver]));
  const found = new Map<StorePath, StorePath>();
  for (const path of new Set(wanted)) {
    const deriver = remembered.get(path);
    if (deriver !== undefined && (await hasDerivation(deriver))) found.set(path, deriver);
  }
  const missing = wanted.filter((path) => !found.has(path));
  const { drvPath } = image;
  if (missing.length === 0 || drvPath === undefined || !(await hasDerivation(drvPath))) return found;
  return new Map([...found, ...(await findDerivers(nix, drvPath, missing))]);
};
