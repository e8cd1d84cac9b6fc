import { type StorePath, storePathOf } from "../core/store-path.ts";

/** Tells which store path a file lies in. Entries of one store path follow each other: most need no look-up. */
export class OwnerFinder {
  #prefix = "\0";
  #owner: StorePath | undefined;

  of(path: string): StorePath | undefined {
    if (path.startsWith(this.#prefix)) return this.#owner;
    const owner = storePathOf(path);
    if (owner === undefined) return undefined;
    this.#prefix = `${owner}/`;
    this.#owner = owner;
    return owner;
  }
}
