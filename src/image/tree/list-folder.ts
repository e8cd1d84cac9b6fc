import { compareText } from "../../core/compare-text.ts";
import { textOfName } from "../../tar/index.ts";
import type { LayerFiles } from "../layer-files.ts";
import { type Directory, type FileTree, type TreeNode, walkPaths } from "./file-tree.ts";
import { Adder, layerNumbers, measure } from "./measure.ts";
import { replayLayers } from "./replay.ts";
import { type MissingPath, resolvePath } from "./resolve-path.ts";
import { TopList } from "./top-list.ts";

/** A file or a folder that a container sees; sizes are bytes in the layers' tars, names are readable text. */
export interface ListedEntry {
  readonly path: string;
  /** What is no folder and no symlink is a file, also a device. */
  readonly kind: "directory" | "file" | "symlink";
  /** Of a folder: of all below, hard links once. */
  readonly contentSize: number;
  /** Of a folder: files below it. */
  readonly files: number;
  /** Layers that the bytes come from, counted from 1. */
  readonly layers: readonly number[];
  /** Where a symlink leads, as written. */
  readonly target?: string;
}

export interface FolderListing {
  /** Where the path leads once links are followed. */
  readonly path: string;
  readonly contentSize: number;
  readonly files: number;
  readonly directories: number;
  readonly layers: readonly number[];
  /** What lies in the folder, largest first, at most as many as asked for. For a file: that file. */
  readonly entries: readonly ListedEntry[];
  /** How many entries there are, listed or not. */
  readonly entryCount: number;
  /** Largest files anywhere below, likewise. */
  readonly largest: readonly ListedEntry[];
}

export type ListAnswer = { readonly kind: "listed"; readonly listing: FolderListing } | MissingPath;

/** What a container sees at a path, like `du`: a folder weighs what all its files do. */
export const listFolder = (layers: readonly LayerFiles[], path: string, limit: number): ListAnswer => {
  const tree = replayLayers(layers);
  const found = resolvePath(tree, path);
  if (found.kind === "missing") return found;
  return { kind: "listed", listing: new Survey(tree, found, limit).finish() };
};

/** A row before it is described; the path is a byte string. */
interface Row {
  readonly path: string;
  readonly node: TreeNode;
  readonly contentSize: number;
}

const topRows = (limit: number): TopList<Row> =>
  new TopList(
    limit,
    (row) => row.contentSize,
    (a, b) => compareText(a.path, b.path),
  );

class Survey {
  readonly #tree: FileTree;
  readonly #path: string;
  readonly #total: Adder;
  readonly #entries: TopList<Row>;
  readonly #largest: TopList<Row>;
  #entryCount = 0;

  constructor(tree: FileTree, { path, node }: { readonly path: string; readonly node: TreeNode }, limit: number) {
    this.#tree = tree;
    this.#path = path;
    this.#total = new Adder(tree);
    this.#entries = topRows(limit);
    this.#largest = topRows(limit);
    const prefix = path === "/" ? "" : path;
    if (typeof node === "number") this.#add(path, node);
    else for (const [name, child] of node.entries) this.#add(`${prefix}/${name}`, child);
  }

  #add(path: string, node: TreeNode): void {
    this.#entryCount += 1;
    const contentSize = typeof node === "number" ? this.#addFile(path, node) : this.#addFolder(path, node);
    this.#entries.offer(contentSize, () => ({ path, node, contentSize }));
  }

  #addFile(path: string, id: number): number {
    const contentSize = this.#tree.files.stored(id);
    const before = this.#total.contentSize;
    this.#total.addFile(id);
    // Of hard links the first name: the others bring no bytes.
    if (this.#total.contentSize > before) this.#largest.offer(contentSize, () => ({ path, node: id, contentSize }));
    return contentSize;
  }

  #addFolder(path: string, folder: Directory): number {
    const own = new Adder(this.#tree);
    this.#total.directories += 1;
    for (const { folder: above, name, node } of walkPaths(folder, path)) {
      if (typeof node === "number") {
        own.addFile(node);
        this.#addFile(`${above}/${name}`, node);
      } else this.#total.directories += 1;
    }
    return own.contentSize;
  }

  finish(): FolderListing {
    const { contentSize, files, directories, layers } = this.#total;
    const describe = (row: Row): ListedEntry => this.#describe(row);
    return {
      path: textOfName(this.#path),
      ...{ contentSize, files, directories, layers: layerNumbers(layers) },
      entries: this.#entries.finish().map(describe),
      entryCount: this.#entryCount,
      largest: this.#largest.finish().map(describe),
    };
  }

  #describe({ path, node }: Row): ListedEntry {
    const { contentSize, files, layers } = measure(this.#tree, node);
    const target = typeof node === "number" ? this.#tree.links.get(node) : undefined;
    const kind = typeof node !== "number" ? "directory" : target === undefined ? "file" : "symlink";
    return {
      ...{ path: textOfName(path), kind, contentSize, files, layers: layerNumbers(layers) },
      ...(target === undefined ? {} : { target: textOfName(target) }),
    };
  }
}
