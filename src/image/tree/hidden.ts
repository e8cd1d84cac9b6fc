import type { StorePath } from "../../core/store-path.ts";
import type { FileTree, HiddenBy } from "./file-tree.ts";

/** Bytes that lie in layers and that no container sees. */
export interface HiddenContent {
  readonly contentSize: number;
  /** In the layer again, or as something else, under the same path. */
  readonly rewritten: number;
  /** Taken away by a later layer. */
  readonly deleted: number;
  /** In the order of the layers. */
  readonly layers: readonly number[];
  /** Most bytes first; without `path`: the root filesystem. */
  readonly owners: readonly { readonly path: StorePath | undefined; readonly contentSize: number }[];
}

/** Counts what becomes hidden while layers are applied. */
export class HiddenTally {
  readonly #by: Record<HiddenBy, number> = { rewritten: 0, deleted: 0 };
  readonly #layers: number[];
  readonly #owners = new Map<number, number>();

  constructor(layers: number) {
    this.#layers = new Array<number>(layers).fill(0);
  }

  add({ files }: FileTree, id: number, by: HiddenBy): void {
    const bytes = files.stored(id);
    if (bytes === 0) return;
    const [layer, owner] = [files.layer(id), files.owner(id)];
    this.#by[by] += bytes;
    this.#layers[layer] = (this.#layers[layer] ?? 0) + bytes;
    this.#owners.set(owner, (this.#owners.get(owner) ?? 0) + bytes);
  }

  finish(tree: FileTree): HiddenContent {
    const owners = [...this.#owners].map(([owner, contentSize]) => ({ path: tree.owners[owner - 1], contentSize }));
    return {
      contentSize: this.#by.rewritten + this.#by.deleted,
      ...this.#by,
      layers: this.#layers,
      owners: owners.sort((a, b) => b.contentSize - a.contentSize),
    };
  }
}
