import { parseStoreName, type StorePath } from "../core/store-path.ts";
import { compareVersions } from "../core/version.ts";
import { type Derivation, derivationName } from "./derivation.ts";

export interface DerivationPair {
  readonly baseline: StorePath;
  readonly current: StorePath;
}

export interface PairedInputs {
  /** Inputs that are not the same on both sides. */
  readonly pairs: readonly DerivationPair[];
  readonly added: readonly StorePath[];
  readonly removed: readonly StorePath[];
}

/** From strict to lenient: the same name, another version, another version of an interpreter or compiler in the name. */
const KEYS: readonly ((path: StorePath) => string)[] = [
  derivationName,
  (path) => parseStoreName(path).pname.replace(/\.drv$/, ""),
  (path) => derivationName(path).replace(/[0-9][0-9._]*/g, "0"),
];

/** Which input of the one derivation is which of the other; what both have is left out. */
export const pairInputs = (baseline: Derivation, current: Derivation): PairedInputs => {
  const pairs: DerivationPair[] = [];
  let removed = [...baseline.inputDrvs.keys()].filter((path) => !current.inputDrvs.has(path)).sort(byVersion);
  let added = [...current.inputDrvs.keys()].filter((path) => !baseline.inputDrvs.has(path)).sort(byVersion);
  for (const keyOf of KEYS) {
    const waiting = Map.groupBy(removed, keyOf);
    added = added.filter((path) => {
      const match = waiting.get(keyOf(path))?.shift();
      if (match !== undefined) pairs.push({ baseline: match, current: path });
      return match === undefined;
    });
    removed = [...waiting.values()].flat();
  }
  return { pairs: pairs.toSorted((a, b) => byVersion(a.current, b.current)), added, removed };
};

/** By name and version, so that of several versions the older become the older; hashes change with everything. */
const byVersion = (a: StorePath, b: StorePath): number => compareVersions(derivationName(a), derivationName(b));
