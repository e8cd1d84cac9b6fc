import { nameOf, parseStoreName, type StorePath } from "../core/store-path.ts";
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
  let removed = [...baseline.inputDrvs.keys()].filter((path) => !current.inputDrvs.has(path));
  let added = [...current.inputDrvs.keys()].filter((path) => !baseline.inputDrvs.has(path));
  for (const keyOf of KEYS) {
    const waiting = Map.groupBy(removed, keyOf);
    added = added.filter((path) => {
      const match = waiting.get(keyOf(path))?.shift();
      if (match !== undefined) pairs.push({ baseline: match, current: path });
      return match === undefined;
    });
    removed = [...waiting.values()].flat();
  }
  return { pairs: pairs.toSorted((a, b) => compareNames(a.current, b.current)), added, removed };
};

/** By name, since hashes would put them in another order with every change. */
const compareNames = (a: StorePath, b: StorePath): number => {
  const [one, other] = [nameOf(a), nameOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
};
