import type { StorePath } from "../core/store-path.ts";
import { type Derivation, derivationName } from "./derivation.ts";
import { type DerivationDiff, diffDerivations } from "./derivation-diff.ts";
import type { ReadDerivations } from "./derivations.ts";
import { attributeWith } from "./differences.ts";
import type { DerivationPair } from "./pair-inputs.ts";
import type { Reason } from "./reason.ts";

/** Why a derivation is another than before. */
export interface RebuildCause {
  readonly reason: Reason;
  /** Names of derivations from the one that was asked about to the one that has the difference, both included. */
  readonly via: readonly string[];
}

export interface SearchLimits {
  /** Derivations that are read, of both sides together. */
  readonly derivations: number;
  /** Steps from a derivation to an input. */
  readonly levels: number;
}

const LIMITS: SearchLimits = { derivations: 4000, levels: 60 };

/** A pair that was reached from another one. */
interface Step {
  readonly pair: DerivationPair;
  readonly from?: Step;
}

/** The breadth-first search from one pair. */
interface Search {
  readonly seen: Set<string>;
  frontier: readonly Step[];
  cause?: RebuildCause;
}

const keyOf = ({ baseline, current }: DerivationPair): string => `${baseline} ${current}`;

/**
 * For each pair the difference nearest to it that made it another derivation; `undefined` where there is none, where a
 * derivation is not at hand, or behind the limits. All pairs are searched level by level at once, with one reading per
 * level, and each two derivations are compared once.
 */
export const findRebuildCauses = async (
  pairs: readonly DerivationPair[],
  read: ReadDerivations,
  limits: SearchLimits = LIMITS,
): Promise<readonly (RebuildCause | undefined)[]> => {
  const known = new Known(read, limits.derivations);
  const searches = pairs.map((pair): Search => ({ seen: new Set([keyOf(pair)]), frontier: [{ pair }] }));
  for (let level = 0; level < limits.levels && searches.some(isOpen); level++) {
    await known.load(searches.filter(isOpen).flatMap(({ frontier }) => frontier.map(({ pair }) => pair)));
    for (const search of searches.filter(isOpen)) advance(search, known);
  }
  return searches.map(({ cause }) => cause);
};

const isOpen = ({ frontier, cause }: Search): boolean => cause === undefined && frontier.length > 0;

const advance = (search: Search, known: Known): void => {
  const next: Step[] = [];
  for (const step of search.frontier) {
    const diff = known.diff(step.pair);
    if (diff?.kind === "own") {
      search.cause = { reason: reasonAt(step, diff.reason, known), via: namesTo(step) };
      return;
    }
    for (const pair of diff?.kind === "inputs" ? diff.pairs : []) {
      if (search.seen.has(keyOf(pair))) continue;
      search.seen.add(keyOf(pair));
      next.push({ pair, from: step });
    }
  }
  search.frontier = next;
};

/** Downloads are often just called "source": what says something is who uses it, and as what. */
const reasonAt = ({ pair, from }: Step, reason: Reason, known: Known): Reason => {
  const user = reason.kind === "fixed-output" && from !== undefined ? known.get(from.pair.current) : undefined;
  if (user === undefined) return reason;
  const outputs = [...(known.get(pair.current)?.outputs.values() ?? [])];
  const attribute = attributeWith(user, outputs[0]?.path ?? reason.derivation);
  return { ...reason, derivation: user.name, ...(attribute === undefined ? {} : { attribute }) };
};

const namesTo = (step: Step): readonly string[] => {
  const names: string[] = [];
  for (let at: Step | undefined = step; at !== undefined; at = at.from) names.unshift(derivationName(at.pair.current));
  return names;
};

/** What was read and compared so far. */
class Known {
  readonly #read: ReadDerivations;
  readonly #limit: number;
  readonly #asked = new Set<StorePath>();
  readonly #derivations = new Map<StorePath, Derivation>();
  readonly #diffs = new Map<string, DerivationDiff>();

  constructor(read: ReadDerivations, limit: number) {
    this.#read = read;
    this.#limit = limit;
  }

  /** Reads whole pairs, nearest first, as long as the limit allows. */
  async load(pairs: readonly DerivationPair[]): Promise<void> {
    const wanted: StorePath[] = [];
    for (const { baseline, current } of pairs) {
      const missing = [baseline, current].filter((path) => !this.#asked.has(path));
      if (this.#asked.size + missing.length > this.#limit) break;
      for (const path of missing) this.#asked.add(path);
      wanted.push(...missing);
    }
    if (wanted.length === 0) return;
    for (const [path, derivation] of await this.#read(wanted)) this.#derivations.set(path, derivation);
  }

  /** `undefined` where one of the two is not known. */
  diff(pair: DerivationPair): DerivationDiff | undefined {
    const [baseline, current] = [this.#derivations.get(pair.baseline), this.#derivations.get(pair.current)];
    if (baseline === undefined || current === undefined) return undefined;
    const diff = this.#diffs.get(keyOf(pair)) ?? diffDerivations(baseline, current);
    this.#diffs.set(keyOf(pair), diff);
    return diff;
  }

  get(path: StorePath): Derivation | undefined {
    return this.#derivations.get(path);
  }
}
