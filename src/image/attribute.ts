import type { StorePath } from "../core/store-path.ts";
import { type TarEntry, textOfName } from "../tar/index.ts";
import { type FileFact, LARGEST_FILES, type Share } from "./model.ts";
import { OwnerFinder } from "./owner.ts";

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
  readonly #owners = new OwnerFinder();
  #last: StorePath | undefined;
  #lastTally = this.#root;

  add(entry: TarEntry): void {
    const owner = this.#owners.of(entry.path);
    const tally = owner === this.#last ? this.#lastTally : this.#tallyFor(owner);
    tally.entries += 1;
    tally.contentSize += entry.stored;
    if (entry.kind !== "file") return;
    tally.files += 1;
    this.#keepIfLarge(entry);
  }

  finish(): Attribution {
    const contentSize = [...this.#shares.values()].reduce(
      (sum, share) => sum + share.contentSize,
      this.#root.contentSize,
    );
    const largestFiles = this.#largest.map(({ path, size }) => ({ path: textOfName(path), size }));
    return { shares: this.#shares, root: this.#root, contentSize, largestFiles };
  }

  #tallyFor(owner: StorePath | undefined): Tally {
    const known = owner === undefined ? this.#root : this.#shares.get(owner);
    const tally = known ?? newTally();
    if (owner !== undefined) this.#shares.set(owner, tally);
    this.#last = owner;
    this.#lastTally = tally;
    return tally;
  }

  #keepIfLarge({ path, stored }: TarEntry): void {
    const smallest = this.#largest.at(-1);
    if (stored === 0 || (this.#largest.length === LARGEST_FILES && stored <= (smallest?.size ?? 0))) return;
    const index = this.#largest.findIndex((file) => file.size < stored);
    this.#largest.splice(index < 0 ? this.#largest.length : index, 0, { path, size: stored });
    this.#largest.length = Math.min(this.#largest.length, LARGEST_FILES);
  }
}
