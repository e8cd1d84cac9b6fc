import { compareText } from "../../core/compare-text.ts";
import { textOfName } from "../../tar/index.ts";
import type { FileTree, TreeNode } from "./file-tree.ts";
import { Adder, measure } from "./measure.ts";
import type { ChangedPlace } from "./places.ts";
import { TopList } from "./top-list.ts";

/** What one layer does at a path, against all layers below it. Sizes are bytes in the layers' tars. */
export interface LayerChange {
  /** Readable; a folder that is new or gone stands for all below it. */
  readonly path: string;
  readonly kind: ChangeKind;
  readonly directory: boolean;
  /** Names of files that the row stands for. */
  readonly files: number;
  /** Bytes that the layer has there; 0 where it removes. */
  readonly contentSize: number;
  /** Bytes that were there before; 0 where it adds. */
  readonly before: number;
  /** True for a file or symlink that is there again with the content that it had. */
  readonly sameContent: boolean;
}

export type ChangeKind = "added" | "changed" | "removed";

export interface ChangeTotal {
  files: number;
  contentSize: number;
  before: number;
}

export interface LayerChanges extends Readonly<Record<ChangeKind, Readonly<ChangeTotal>>> {
  /** Bytes of files that are there again with the content that they had. */
  readonly sameContent: number;
  /** Bytes under a path that stands again later in the same layer. */
  readonly repeated: number;
  /** Those that weigh most, at most as many as asked for. */
  readonly changes: readonly LayerChange[];
  readonly changeCount: number;
}

/** Counts the changes of a layer and keeps the heaviest. Bytes of hard links count once in the totals. */
export class ChangeTally {
  readonly #own: FileTree;
  readonly #below: FileTree;
  readonly #ownBytes: Adder;
  readonly #belowBytes: Adder;
  readonly #totals: Readonly<Record<ChangeKind, ChangeTotal>> = {
    added: { files: 0, contentSize: 0, before: 0 },
    changed: { files: 0, contentSize: 0, before: 0 },
    removed: { files: 0, contentSize: 0, before: 0 },
  };
  readonly #top: TopList<LayerChange>;
  #sameContent = 0;
  #count = 0;

  constructor(own: FileTree, below: FileTree, limit: number) {
    this.#own = own;
    this.#below = below;
    this.#ownBytes = new Adder(own);
    this.#belowBytes = new Adder(below);
    this.#top = new TopList<LayerChange>(limit, weightOf, (a, b) => compareText(a.path, b.path));
  }

  add(place: ChangedPlace): void {
    const { path, own, before } = place;
    const [ownSize, belowSize] = [sizeOf(this.#own, own), sizeOf(this.#below, before)];
    const shown = own ?? before;
    const row: Omit<LayerChange, "path"> = {
      kind: before === undefined ? "added" : own === undefined ? "removed" : "changed",
      directory: typeof shown !== "number",
      files: Math.max(ownSize.files, belowSize.files),
      contentSize: ownSize.contentSize,
      before: belowSize.contentSize,
      sameContent: this.#isSame(own, before),
    };
    this.#addTotals(place, row);
    this.#count += 1;
    this.#top.offer(weightOf(row), () => ({ path: textOfName(path), ...row }));
  }

  #addTotals(
    { own, before }: ChangedPlace,
    { kind, files, contentSize, sameContent }: Omit<LayerChange, "path">,
  ): void {
    const total = this.#totals[kind];
    total.files += files;
    total.contentSize += grow(this.#ownBytes, own);
    total.before += grow(this.#belowBytes, before);
    if (sameContent) this.#sameContent += contentSize;
  }

  /** A content that is not known has the hash 0. */
  #isSame(own: TreeNode | undefined, before: TreeNode | undefined): boolean {
    if (typeof own !== "number" || typeof before !== "number") return false;
    const hash = this.#own.files.hash(own);
    if (hash !== 0n) return hash === this.#below.files.hash(before);
    const target = this.#own.links.get(own);
    return target !== undefined && target === this.#below.links.get(before);
  }

  finish(repeated: number): LayerChanges {
    return {
      ...this.#totals,
      sameContent: this.#sameContent,
      repeated,
      changes: this.#top.finish(),
      changeCount: this.#count,
    };
  }
}

const weightOf = ({ contentSize, before }: Pick<LayerChange, "contentSize" | "before">): number =>
  Math.max(contentSize, before);

const NOTHING = { files: 0, contentSize: 0 };

const sizeOf = (tree: FileTree, node: TreeNode | undefined): typeof NOTHING =>
  node === undefined ? NOTHING : measure(tree, node);

/** Bytes that a node brings to what was added before. */
const grow = (adder: Adder, node: TreeNode | undefined): number => {
  const before = adder.contentSize;
  if (node !== undefined) adder.addAll(node);
  return adder.contentSize - before;
};
