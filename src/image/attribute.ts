import { type StorePath, storePathOf } from "../core/store-path.ts";
import { type FileFact, LARGEST_FILES, type Share } from "./model.ts";
import type { TarEntry } from "./tar-scanner.ts";

export interface Attribution {
  readonly shares: ReadonlyMap<StorePath, Share>;
  readonly root: Share;
  readonly contentSize: number;
  /** Largest first, at most `LARGEST_FILES`. */
  readonly largestFiles: readonly FileFact[];
}

interface Tally {
  contentSize: number;
  entries: number;
  files: number;
}

const newTally = (): Tally => ({ contentSize: 0, entries: 0, files: 0 });

/** Books every entry of a layer on the store path that holds it, or on the root filesystem. */
export class Attributor {
  readonly #shares = new Map<StorePath, Tally>();
  readonly #root = newTally();
  readonly #largest: FileFact[] = [];

  readonly add = (entry: TarEntry): void => {
    const tally = this.#tallyFor(entry.path);
    tally.entries += 1;
    tally.contentSize += entry.size;
    if (!entry.isFile) return;
    tally.files += 1;
    this.#keepIfLarge(entry);
  };

  finish(): Attribution {
    const contentSize = [...this.#shares.values()].reduce(
      (sum, share) => sum + share.contentSize,
      this.#root.contentSize,
    );
    return { shares: this.#shares, root: this.#root, contentSize, largestFiles: this.#largest };
  }

  #tallyFor(path: string): Tally {
    const storePath = storePathOf(path);
    if (storePath === undefined) return this.#root;
    const known = this.#shares.get(storePath);
    if (known !== undefined) return known;
    const tally = newTally();
    this.#shares.set(storePath, tally);
    return tally;
  }

  #keepIfLarge(entry: TarEntry): void {
    const smallest = this.#largest.at(-1);
    if (entry.size === 0 || (this.#largest.length === LARGEST_FILES && entry.size <= (smallest?.size ?? 0))) return;
    const index = this.#largest.findIndex((file) => file.size < entry.size);
    this.#largest.splice(index < 0 ? this.#largest.length : index, 0, { path: entry.path, size: entry.size });
    this.#largest.length = Math.min(this.#largest.length, LARGEST_FILES);
  }
}
