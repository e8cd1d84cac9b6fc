import { type FileTree, type TreeNode, walk } from "./file-tree.ts";

/** What a file or a folder holds. */
export interface Measure {
  /** Bytes in the layers; of hard links the bytes count once. */
  contentSize: number;
  /** Names of files, links and devices. */
  files: number;
  /** Folders below, the measured one not counted. */
  directories: number;
  /** Indexes of the layers that the files come from. */
  readonly layers: Set<number>;
}

/** Adds up nodes of a tree; a file with several names counts once in all that one adder is given. */
export class Adder implements Measure {
  contentSize = 0;
  files = 0;
  directories = 0;
  readonly layers = new Set<number>();
  readonly #linked = new Set<number>();
  readonly #tree: FileTree;

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  addFile(id: number): void {
    const { files } = this.#tree;
    this.files += 1;
    this.layers.add(files.layer(id));
    if (files.names(id) > 1) {
      if (this.#linked.has(id)) return;
      this.#linked.add(id);
    }
    this.contentSize += files.stored(id);
  }

  /** The node and all below it. */
  addAll(node: TreeNode): void {
    if (typeof node === "number") {
      this.addFile(node);
      return;
    }
    for (const placed of walk(node)) {
      if (typeof placed.node === "number") this.addFile(placed.node);
      else this.directories += 1;
    }
  }
}

export const measure = (tree: FileTree, node: TreeNode): Measure => {
  const adder = new Adder(tree);
  adder.addAll(node);
  return adder;
};

/** Layers as people count them: from 1, oldest first. */
export const layerNumbers = (layers: ReadonlySet<number>): readonly number[] =>
  [...layers].sort((a, b) => a - b).map((layer) => layer + 1);
