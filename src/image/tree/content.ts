import type { Efficiency } from "./efficiency.ts";
import { type FileTree, walk } from "./file-tree.ts";
import type { HiddenContent } from "./hidden.ts";
import { findIdentical, type IdenticalContent } from "./identical.ts";
import type { MergedLayers } from "./merge.ts";

/** What a container sees of an image, and what it does not. */
export interface ContentFacts {
  readonly visible: { readonly files: number; readonly directories: number; readonly contentSize: number };
  readonly hidden: HiddenContent;
  readonly identical: IdenticalContent;
  readonly efficiency: Efficiency;
}

/**
 * The facts about merged layers. All sizes are bytes in the layers' tars:
 * `visible.contentSize` + `hidden.contentSize` is what the files of all layers hold. Bodies of whiteouts are nobody's.
 */
export const summarizeContent = ({ tree, hidden, efficiency }: MergedLayers): ContentFacts => ({
  visible: measureVisible(tree),
  hidden,
  identical: findIdentical(tree),
  efficiency,
});

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
