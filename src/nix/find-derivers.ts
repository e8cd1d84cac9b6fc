import { nameOf, parseStorePath, type StorePath } from "../core/store-path.ts";
import { derivationName } from "./derivation.ts";
import type { PlanStore } from "./derivations.ts";

/**
 * The derivations in the closure of the build plan `root` that make `outPaths`; those that it does not make are left
 * out. The deriver that a binary cache names may be another one, which makes the same and was never planned here.
 * Lists the closure, and reads of it what has the name of one of the paths.
 */
export const findDerivers = async (
  { nix, read }: PlanStore,
  root: StorePath,
  outPaths: readonly StorePath[],
): Promise<ReadonlyMap<StorePath, StorePath>> => {
  const wanted = new Set(outPaths);
  const names = new Set(outPaths.flatMap((path) => possibleNames(nameOf(path))));
  const listed = await nix.runSibling("nix-store", ["--query", "--requisites", root]);
  const candidates = listed
    .split("\n")
    .flatMap((line) => parseStorePath(line) ?? [])
    .filter((path) => path.endsWith(".drv") && names.has(derivationName(path)));
  const found = new Map<StorePath, StorePath>();
  for (const [drvPath, { outputs }] of await read(candidates)) {
    for (const { path } of outputs.values()) if (path !== undefined && wanted.has(path)) found.set(path, drvPath);
  }
  return found;
};

/** Names that the derivation may have: `openssl-3.3.2-dev` is also the output "dev" of `openssl-3.3.2`. */
const possibleNames = (name: string): readonly string[] => {
  const dash = name.lastIndexOf("-");
  return dash <= 0 ? [name] : [name, name.slice(0, dash)];
};
