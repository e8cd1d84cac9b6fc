import { splitName } from "../core/store-path.ts";
import type { ReportStorePath } from "./model.ts";

type Entries = readonly ReportStorePath[];
type Split = Pick<ReportStorePath, "pname" | "version" | "output">;

const keyOf = ({ pname, output }: Split): string => `${pname}\0${output ?? ""}`;

/** False when a derivation told more than the name does. */
const isGuessed = (entry: ReportStorePath): boolean => {
  const guess = splitName(entry.name);
  return keyOf(guess) === keyOf(entry) && guess.version === entry.version;
};

/**
 * Entries with their names split as derivations told those of `others`. Where these were at hand on one side alone,
 * `vim-9.0-xxd` is its output `xxd` there and a strange version here, and nobody would take one for the other.
 */
export const splitAlike = (entries: Entries, others: Entries): Entries => {
  const told = new Set(others.filter((entry) => !isGuessed(entry)).map(keyOf));
  if (told.size === 0) return entries;
  return entries.map((entry) => {
    const split = isGuessed(entry) ? splitsOf(entry.name).find((one) => told.has(keyOf(one))) : undefined;
    if (split === undefined) return entry;
    const { pname: _, version: __, output: ___, ...rest } = entry;
    return { ...rest, ...split };
  });
};

/** All ways to tell package, version and output in a name apart. */
const splitsOf = (name: string): readonly Split[] => {
  const last = name.lastIndexOf("-");
  const output = name.slice(last + 1);
  const withOutput = last > 0 ? versionsIn(name.slice(0, last)).map((split) => ({ ...split, output })) : [];
  return [...withOutput, ...versionsIn(name)];
};

/** A version starts behind a dash that no letter follows. */
const versionsIn = (base: string): readonly Split[] => [
  ...Array.from(base.matchAll(/(?<=.)-(?=[^a-zA-Z])/g), ({ index }) => ({
    pname: base.slice(0, index),
    version: base.slice(index + 1),
  })),
  { pname: base },
];
