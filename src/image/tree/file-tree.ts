import type { StorePath } from "../../core/store-path.ts";
import { absolutePath } from "../../tar/index.ts";
import type { LayerEntry } from "../layer-files.ts";
import { OwnerFinder } from "../owner.ts";
import { clutterOf } from "./clutter.ts";
import { FileColumns } from "./columns.ts";
import { narSizeOf } from "./nar-format.ts";
import { WHITEOUT, whiteoutOf } from "./whiteouts.ts";

/** Why a container does not see a file that is in a layer. */
export type HiddenBy = "rewritten" | "deleted";

/** The id of a file, or a directory. */
export type TreeNode = number | Directory;

export interface Directory {
  /** Newest layer that names the directory; `IMPLIED` when only paths below it do. */
  layer: number;
  /** As in the newest layer that names it. */
  mode: number | undefined;
  readonly entries: Map<string, TreeNode>;
}

/** Is told what applying a layer does to the layers below. */
export interface TreeObserver {
  /** A file of which no name is left, and what took its place where something did. */
  hidden(id: number, by: HiddenBy, replacement?: LayerEntry): void;
  /** A path that a whiteout names, with the bytes that lay below it, and whether an entry of its own had made it. */
  whiteout(path: string, bytes: number, named: boolean): void;
}

const IMPLIED = -1;

/**
 * The files that a container sees, layer by layer, oldest first.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#applying-changesets. Paths are taken literally:
 * a directory that is a link in a lower layer becomes a directory, as on an overlay file system.
 */
export class FileTree {
  readonly files = new FileColumns();
  readonly root: Directory = newDirectory(IMPLIED);
  /** Index + 1 is the owner's number in `files`; 0 is the root filesystem. */
  readonly owners: StorePath[] = [];
  /** Targets of symlinks by id, byte strings as written. */
  readonly links = new Map<number, string>();
  readonly #ownerIds = new Map<StorePath, number>();
  readonly #ownerFinder = new OwnerFinder();
  readonly #observer: TreeObserver;
  #layer = -1;
  /** Entries of one directory follow each other: most need no walk. Forgotten when a directory goes. */
  #lastPath = "";
  #lastDirectory: Directory | undefined;
  /** Holds nothing of lower layers any more: a hostile layer may white out the same folder a million times. */
  readonly #pruned = new Set<Directory>();

  constructor(observer: TreeObserver) {
    this.#observer = observer;
  }

  /** What is applied from here on belongs to the next layer. */
  startLayer(): void {
    this.#layer += 1;
    this.#pruned.clear();
  }

  ownerOf(id: number): StorePath | undefined {
    return this.owners[this.files.owner(id) - 1];
  }

  apply(entry: LayerEntry): void {
    const slash = entry.path.lastIndexOf("/");
    const name = entry.path.slice(slash + 1);
    if (name === "") return; // the root itself
    const parent = entry.path.slice(0, slash);
    if (name.startsWith(WHITEOUT)) this.#applyWhiteout(entry.path);
    else if (entry.kind === "directory") this.#addDirectory(this.#open(parent), name, entry.mode);
    else this.#addFile(this.#open(parent), name, entry);
  }

  /** Only lower layers are whited out, wherever in the tar the whiteout stands. */
  #applyWhiteout(mark: string): void {
    const whiteout = whiteoutOf(mark);
    if (whiteout === undefined) return;
    if (!whiteout.opaque) {
      this.#delete(whiteout.path);
      return;
    }
    const directory = this.#find(whiteout.path);
    if (directory !== undefined) this.#prune(directory);
  }

  #delete(path: string): void {
    const slash = path.lastIndexOf("/");
    const directory = this.#find(path.slice(0, slash));
    const name = path.slice(slash + 1);
    const node = directory?.entries.get(name);
    if (directory === undefined || node === undefined) {
      this.#observer.whiteout(path, 0, false);
    } else if (typeof node === "number") {
      this.#observer.whiteout(path, 0, true);
      if (this.files.layer(node) < this.#layer) this.#remove(directory, name, node, "deleted");
    } else {
      const named = node.layer !== IMPLIED && node.layer < this.#layer;
      this.#observer.whiteout(path, this.#prune(node), named);
      if (node.entries.size === 0 && node.layer < this.#layer) this.#removeDirectory(directory, name);
    }
  }

  #addDirectory(parent: Directory, name: string, mode: number): void {
    const known = parent.entries.get(name);
    const directory =
      known !== undefined && typeof known !== "number" ? known : this.#makeDirectory(parent, name, this.#layer);
    directory.layer = this.#layer;
    directory.mode = mode;
  }

  #makeDirectory(parent: Directory, name: string, layer: number): Directory {
    const known = parent.entries.get(name);
    if (typeof known === "number") this.#remove(parent, name, known, "rewritten");
    const directory = newDirectory(layer);
    parent.entries.set(unshared(name), directory);
    return directory;
  }

  #addFile(parent: Directory, name: string, entry: LayerEntry): void {
    const known = parent.entries.get(name);
    const linked = entry.kind === "hardLink" ? this.#findFile(absolutePath(entry.target ?? "")) : undefined;
    if (linked !== undefined && linked === known) return;
    if (linked !== undefined) this.files.link(linked);
    if (typeof known === "number") this.#remove(parent, name, known, "rewritten", entry);
    else if (known !== undefined) this.#removeAll(parent, name, known);
    parent.entries.set(known === undefined ? unshared(name) : name, linked ?? this.#newFile(entry));
  }

  #newFile(entry: LayerEntry): number {
    const { path, stored, hash = 0n, mode, uid, gid, target } = entry;
    const owner = this.#ownerFinder.of(path);
    const id = this.files.add({
      ...{ stored, hash, owner: this.#ownerId(owner), layer: this.#layer, mode, uid, gid },
      ...{ clutter: clutterOf(path, owner?.length ?? 0), narSize: narSizeOf(entry) },
    });
    if (entry.kind === "symlink" && target !== undefined) this.links.set(id, target);
    return id;
  }

  #ownerId(owner: StorePath | undefined): number {
    if (owner === undefined) return 0;
    const known = this.#ownerIds.get(owner);
    if (known !== undefined) return known;
    const id = this.owners.push(owner);
    this.#ownerIds.set(owner, id);
    return id;
  }

  /** The directory at a path, made where there is none. */
  #open(path: string): Directory {
    if (path === this.#lastPath && this.#lastDirectory !== undefined) return this.#lastDirectory;
    let directory = this.root;
    for (const name of partsOf(path)) {
      const node = directory.entries.get(name);
      directory = node === undefined || typeof node === "number" ? this.#makeDirectory(directory, name, IMPLIED) : node;
    }
    this.#lastPath = path;
    this.#lastDirectory = directory;
    return directory;
  }

  #find(path: string): Directory | undefined {
    const node = nodeAt(this.root, path);
    return typeof node === "number" ? undefined : node;
  }

  #findFile(path: string): number | undefined {
    const node = nodeAt(this.root, path);
    return typeof node === "number" ? node : undefined;
  }

  #remove(parent: Directory, name: string, id: number, by: HiddenBy, replacement?: LayerEntry): void {
    parent.entries.delete(name);
    this.files.unlink(id);
    if (this.files.names(id) > 0) return;
    this.#observer.hidden(id, by, replacement);
    this.links.delete(id);
  }

  #removeDirectory(parent: Directory, name: string): void {
    parent.entries.delete(name);
    this.#lastDirectory = undefined;
  }

  /** A file takes a directory's place: all below goes, whichever layer it is from. */
  #removeAll(parent: Directory, name: string, directory: Directory): void {
    this.#removeDirectory(parent, name);
    for (const { parent: holder, name: child, node } of walk(directory)) {
      if (typeof node === "number") this.#remove(holder, child, node, "rewritten");
    }
  }

  /** Takes away what lower layers put below a directory; gives back the bytes that this removes. */
  #prune(directory: Directory): number {
    let bytes = 0;
    const directories: { readonly parent: Directory; readonly name: string; readonly node: Directory }[] = [];
    for (const { parent, name, node } of walk(directory, this.#pruned)) {
      if (typeof node !== "number") directories.push({ parent, name, node });
      else if (this.files.layer(node) < this.#layer) {
        bytes += this.files.stored(node);
        this.#remove(parent, name, node, "deleted");
      }
    }
    this.#pruned.add(directory);
    // Deepest first, so that those that have become empty go too.
    for (const { parent, name, node } of directories.reverse()) {
      this.#pruned.add(node);
      if (node.entries.size === 0 && node.layer < this.#layer) this.#removeDirectory(parent, name);
    }
    return bytes;
  }
}

const newDirectory = (layer: number): Directory => ({ layer, mode: undefined, entries: new Map() });

const partsOf = (path: string): readonly string[] => (path === "" ? [] : path.slice(1).split("/"));

/** A part of a string keeps the whole alive: names outlive the paths that they were cut from. */
const unshared = (text: string): string => Buffer.from(text, "latin1").toString("latin1");

export interface Placed {
  readonly parent: Directory;
  readonly name: string;
  readonly node: TreeNode;
}

/** What lies at a path (a byte string, empty for the root), which is taken literally: no symlink is followed. */
export const nodeAt = (root: Directory, path: string): TreeNode | undefined => {
  let node: TreeNode | undefined = root;
  for (const name of partsOf(path))
    node = node === undefined || typeof node === "number" ? undefined : node.entries.get(name);
  return node;
};

/**
 * Everything below a directory, parents before children; what has been met may be deleted on the way. What lies in a
 * directory of `settled` is passed over. Not by recursion: a hostile path may be thousands deep.
 */
export function* walk(directory: Directory, settled?: ReadonlySet<Directory>): Generator<Placed, void, undefined> {
  const waiting = [directory];
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    if (settled?.has(parent)) continue;
    for (const [name, node] of parent.entries) {
      yield { parent, name, node };
      if (typeof node !== "number") waiting.push(node);
    }
  }
}

/** A file or directory in a tree, in the folder at a path. */
interface PlacedAt extends Omit<Placed, "parent"> {
  readonly folder: string;
}

/** The same by the paths of folders; the directory's own is `start`. */
export function* walkPaths(directory: Directory, start = ""): Generator<PlacedAt, void, undefined> {
  const folders = new Map([[directory, start]]);
  for (const { parent, name, node } of walk(directory)) {
    const folder = folders.get(parent) ?? start;
    if (typeof node !== "number") folders.set(node, `${folder}/${name}`);
    yield { folder, name, node };
  }
}
