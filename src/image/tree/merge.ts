import type { StorePath } from "../../core/store-path.ts";
import { textOfName } from "../../tar/index.ts";
import type { LayerEntry, LayerFiles } from "../layer-files.ts";
import { type Efficiency, EfficiencyMeter } from "./efficiency.ts";
import type { FileTree } from "./file-tree.ts";
import { type HiddenContent, HiddenTally } from "./hidden.ts";
import { replayLayers } from "./replay.ts";

/** Files that a later layer has again with nothing changed but who may do what with them. */
export interface CopiedForPermissions {
  /** Bytes of the later copies. */
  readonly contentSize: number;
  readonly files: number;
  /** Index of the last layer that does it, and one of its paths, readable. */
  readonly layer: number;
  readonly path: string;
  /** By store path; without one for the root filesystem. */
  readonly owners: ReadonlyMap<StorePath | undefined, number>;
}

/** The layers put on top of each other, and what that did. */
export interface MergedLayers {
  readonly tree: FileTree;
  readonly hidden: HiddenContent;
  readonly efficiency: Efficiency;
  readonly copiedForPermissions: CopiedForPermissions;
}

/** Applies layers, oldest first. */
export const mergeLayers = (layers: readonly LayerFiles[]): MergedLayers => {
  const hidden = new HiddenTally(layers.length);
  const copies = new CopyTally();
  const meter = new EfficiencyMeter(layers);
  const tree = replayLayers(layers, {
    startLayer: (layer) => meter.startLayer(layer),
    applied: (entry) => meter.addEntry(entry),
    hidden: (merged, id, { by, layer, replacement }) => {
      hidden.add(merged, id, by);
      if (replacement !== undefined) copies.add(merged, id, { entry: replacement, layer });
    },
    whiteout: (path, bytes, named) => meter.addDeletion(path, named ? bytes : 0),
  });
  return {
    tree,
    hidden: hidden.finish(tree),
    efficiency: meter.finish(),
    copiedForPermissions: copies.finish(),
  };
};

class CopyTally {
  readonly #owners = new Map<StorePath | undefined, number>();
  #contentSize = 0;
  #files = 0;
  #layer = 0;
  #path = "";

  add(tree: FileTree, id: number, { entry, layer }: { readonly entry: LayerEntry; readonly layer: number }): void {
    const { files } = tree;
    const same = entry.kind === "file" && entry.hash === files.hash(id) && entry.stored === files.stored(id);
    if (!same || files.hasPermissions(id, entry) || files.layer(id) === layer) return;
    const owner = tree.ownerOf(id);
    this.#owners.set(owner, (this.#owners.get(owner) ?? 0) + entry.stored);
    this.#contentSize += entry.stored;
    this.#files += 1;
    this.#layer = layer;
    this.#path = entry.path;
  }

  finish(): CopiedForPermissions {
    const [contentSize, files, layer, path] = [this.#contentSize, this.#files, this.#layer, textOfName(this.#path)];
    return { contentSize, files, layer, path, owners: this.#owners };
  }
}
