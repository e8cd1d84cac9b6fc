import type { StoreName, StorePath } from "../core/store-path.ts";
import type { Closure } from "../graph/index.ts";
import { isPlainName, type Nix, openPlanStore, splitByDerivation } from "../nix/index.ts";
import { deriversOf } from "./derivers.ts";

/**
 * Package, version and output of the store paths whose names leave them open, as their derivations have them; without those
 * whose derivations are not at hand.
 */
export const readDerivedNames = async (
  { paths }: Closure,
  drvPath: StorePath | undefined,
  nix: Nix,
): Promise<ReadonlyMap<StorePath, StoreName>> => {
  const open = [...paths.keys()].filter((path) => !isPlainName(path));
  if (open.length === 0) return new Map();
  const store = openPlanStore(nix);
  const derivers = await deriversOf({ paths: paths.values(), drvPath }, open, store);
  const derivations = await store.read([...new Set(derivers.values())]);
  return new Map(
    open.flatMap((path) => {
      const derivation = derivations.get(derivers.get(path) ?? path);
      return derivation === undefined ? [] : [[path, splitByDerivation(path, derivation)] as const];
    }),
  );
};
