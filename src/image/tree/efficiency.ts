import { entriesOf, type LayerEntry, type LayerFiles } from "../layer-files.ts";
import { WHITEOUT } from "./whiteouts.ts";

/** How well layers are used, by the definition of dive (github.com/wagoodman/dive), for those who come from there. */
export interface Efficiency {
  /** 1 when no path is in two layers. */
  readonly score: number;
  /** All bytes of every path that is in two layers, the copy that stays included. */
  readonly wastedBytes: number;
}

interface Tally {
  sum: number;
  smallest: number;
  layers: number;
  lastLayer: number;
  last: number;
}

interface Deletion {
  readonly path: string;
  readonly bytes: number;
}

/** Costs a number for each entry; only paths that are in two layers are kept by name, in a second look. */
export class EfficiencyMeter {
  readonly #layers: readonly LayerFiles[];
  readonly #deletions: Deletion[][] = [];
  readonly #hashes: Float64Array;
  #count = 0;
  #sum = 0;

  constructor(layers: readonly LayerFiles[]) {
    this.#layers = layers;
    this.#hashes = new Float64Array(layers.reduce((count, files) => count + files.count, 0));
  }

  startLayer(layer: number): void {
    this.#deletions[layer] = [];
  }

  addEntry(entry: LayerEntry): void {
    if (isCounted(entry)) this.#add(entry.path, entry.stored);
  }

  /** A whiteout counts as its path, with the bytes below the directory that it deletes; a single file counts nothing. */
  addDeletion(path: string, bytes: number): void {
    this.#deletions.at(-1)?.push({ path, bytes });
    this.#add(path, bytes);
  }

  finish(): Efficiency {
    const tallies = this.#tallyRepeated();
    const kept = tallies.reduce((total, tally) => total + tally.sum, 0);
    const smallest = tallies.reduce((total, tally) => total + tally.smallest, 0);
    const wastedBytes = tallies.reduce((total, { layers, sum }) => total + (layers > 1 ? sum : 0), 0);
    return { score: this.#sum === 0 ? 1 : (this.#sum - kept + smallest) / this.#sum, wastedBytes };
  }

  /** There are never more whiteouts than entries that are not counted. */
  #add(path: string, bytes: number): void {
    this.#hashes[this.#count++] = hashOf(path);
    this.#sum += bytes;
  }

  #tallyRepeated(): readonly Tally[] {
    const repeated = repeatedIn(this.#hashes.subarray(0, this.#count).sort());
    const tallies = new Map<string, Tally>();
    if (repeated.size === 0) return [];
    const add = (path: string, layer: number, bytes: number): void => {
      if (repeated.has(hashOf(path))) this.#tally(tallies, path, { layer, bytes });
    };
    for (const [layer, files] of this.#layers.entries()) {
      for (const entry of entriesOf(files)) if (isCounted(entry)) add(entry.path, layer, entry.stored);
      for (const { path, bytes } of this.#deletions[layer] ?? []) add(path, layer, bytes);
    }
    return [...tallies.values()];
  }

  /** Within one layer the last entry of a path is the one that counts. */
  #tally(tallies: Map<string, Tally>, path: string, { layer, bytes }: { layer: number; bytes: number }): void {
    const known = tallies.get(path) ?? { sum: 0, smallest: bytes, layers: 0, lastLayer: -1, last: 0 };
    tallies.set(path, known);
    if (known.lastLayer === layer) {
      known.sum -= known.last;
      this.#sum -= known.last;
    } else known.layers += 1;
    known.sum += bytes;
    known.smallest = Math.min(known.smallest, bytes);
    known.lastLayer = layer;
    known.last = bytes;
  }
}

/** Directories count only where they hold nothing, and then nothing: they are left out. */
const isCounted = ({ kind, path }: LayerEntry): boolean =>
  kind !== "directory" && !path.startsWith(WHITEOUT, path.lastIndexOf("/") + 1);

const repeatedIn = (sorted: Float64Array): ReadonlySet<number> => {
  const repeated = new Set<number>();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) repeated.add(sorted[i] as number);
  return repeated;
};

/** 53 bits of two FNV-1a sums; what collides is only looked at more closely. */
const hashOf = (path: string): number => {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (let i = 0; i < path.length; i++) {
    const byte = path.charCodeAt(i);
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x5bd1e995);
  }
  return (a >>> 0) * 0x200000 + (b >>> 11);
};
