import type { StorePath } from "../core/store-path.ts";
import { type Derivation, derivationName } from "./derivation.ts";
import type { DerivationPair } from "./pair-inputs.ts";

/** A store path in running text; what follows the name is a file inside, or other text. */
const STORE_PATHS = /\/nix\/store\/[0-9abcdfghijklmnpqrsvwxyz]{32}-([0-9A-Za-z+\-._?=]+)/g;

/** What stands for an output whose path only the build tells: a hash of the derivation and the output's name. */
const PLACEHOLDERS = /\/[0-9abcdfghijklmnpqrsvwxyz]{52}(?![0-9A-Za-z])/g;

/** A text without the hashes of store paths, by which nothing is told that the inputs themselves do not tell. */
export type Neutralise = (text: string) => string;

/** The name of an output's store path. */
const outputName = (name: string, output: string): string => (output === "out" ? name : `${name}-${output}`);

const ownOutputs = ({ outputs }: Derivation): ReadonlyMap<string, string> =>
  new Map([...outputs].flatMap(([output, { path }]) => (path === undefined ? [] : [[path, `«${output}»`] as const])));

/** Names of the outputs of the baseline's inputs as the current ones are called: `openssl-3.3.2-dev` is `openssl-3.3.3-dev`. */
const renamings = (baseline: Derivation, pairs: readonly DerivationPair[]): ReadonlyMap<string, string> =>
  new Map(
    pairs.flatMap((pair) => {
      const [before, after] = [derivationName(pair.baseline), derivationName(pair.current)];
      const outputs = baseline.inputDrvs.get(pair.baseline) ?? [];
      return before === after
        ? []
        : outputs.map((output) => [outputName(before, output), outputName(after, output)] as const);
    }),
  );

const neutraliser = (derivation: Derivation, names: ReadonlyMap<string, string>): Neutralise => {
  const own = ownOutputs(derivation);
  return (text) =>
    text
      .replace(STORE_PATHS, (path, name: string) => own.get(path as StorePath) ?? names.get(name) ?? name)
      .replace(PLACEHOLDERS, "«output»");
};

/** How the texts of two derivations are made comparable: own outputs and inputs by the names that both sides share. */
export const neutralisers = (
  baseline: Derivation,
  current: Derivation,
  pairs: readonly DerivationPair[],
): readonly [baseline: Neutralise, current: Neutralise] => [
  neutraliser(baseline, renamings(baseline, pairs)),
  neutraliser(current, new Map()),
];

/** Store paths in it by their names alone, as people read them. */
export const withoutHashes = (text: string): string => text.replace(STORE_PATHS, "$1");
