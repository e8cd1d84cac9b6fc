import type { StorePath } from "../../core/store-path.ts";
import { entriesOf, type LayerFiles } from "../layer-files.ts";
import { type Efficiency, EfficiencyMeter } from "./efficiency.ts";
import { FileTree, type HiddenBy, walk } from "./file-tree.ts";
import { findIdentical, type IdenticalContent } from "./identical.ts";

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

/** What a container sees of an image, and what it does not. */
export interface ContentFacts {
  readonly visible: { readonly files: number; readonly directories: number; readonly contentSize: number };
  readonly hidden: HiddenContent;
  readonly identical: IdenticalContent;
  readonly efficiency: Efficiency;
}

/**
 * The facts about the merged tree of some layers, oldest first. All sizes are bytes in the layers' tars:
 * `visible.contentSize` + `hidden.contentSize` is what the files of all layers hold. Bodies of whiteouts are nobody's.
 */
export const summarizeContent = (layers: readonly LayerFiles[]): ContentFacts => {
  const hidden = new HiddenTally(layers.length);
  const meter = new EfficiencyMeter(layers);
  const tree: FileTree = new FileTree({
    hidden: (id, by) => hidden.add(tree, id, by),
    whiteout: (path, bytes, named) => meter.addDeletion(path, named ? bytes : 0),
  });
  for (const [layer, files] of layers.entries()) {
    tree.startLayer();
    meter.startLayer(layer);
    for (const entry of entriesOf(files)) {
      tree.apply(entry);
      meter.addEntry(entry);
    }
  }
  return {
    visible: measureVisible(tree),
    hidden: hidden.finish(tree),
    identical: findIdentical(tree),
    efficiency: meter.finish(),
  };
};

class HiddenTally {
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

const measureVisible = (tree: FileTree): ContentFacts["visible"] => {
  let directories = 0;
  let files = 0;
  let contentSize = 0;
  for (const { node } of walk(tree.root)) {
    if (typeof node === "number") files += 1;
    else directories += 1;
  }
  for (let id = 0; id < tree.files.count; id++) if (tree.files.names(id) > 0) contentSize += tree.files.stored(id);
  return { files, directories, contentSize };
};
