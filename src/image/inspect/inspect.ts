import type { StorePath } from "../../core/store-path.ts";
import { nameOfText, textOfName } from "../../tar/index.ts";
import { type Distribution, keptFile, readDistribution } from "../distribution/read.ts";
import type { Image } from "../model.ts";
import type { ProgramFact } from "../traces/model.ts";
import { type ClutterShare, measureClutter } from "../tree/clutter-sums.ts";
import { type ContentFacts, summarizeContent } from "../tree/content.ts";
import { type DanglingLinks, findDanglingLinks } from "../tree/dangling.ts";
import type { FileTree } from "../tree/file-tree.ts";
import { lookup } from "../tree/lookup.ts";
import { type CopiedForPermissions, mergeLayers } from "../tree/merge.ts";
import { narSizesIn } from "../tree/nar-size.ts";
import { type FoundReferences, findReferences, heldPaths } from "./references.ts";

/** What a container finds at a path. Paths are readable text. */
export type SeenPath =
  | { readonly kind: "file"; readonly path: string; readonly mode: number; readonly program?: ProgramFact }
  | { readonly kind: "directory"; readonly path: string; readonly mode?: number }
  /** Where the way ended, and the symlink that led there where one did. */
  | { readonly kind: "missing"; readonly path: string; readonly link?: string };

export interface SeenProgram {
  readonly path: string;
  readonly owner: StorePath | undefined;
  readonly size: number;
  readonly fact: ProgramFact;
}

/** An image looked at as a whole: what its layers make together. */
export interface Inspection {
  readonly content: ContentFacts;
  readonly references: FoundReferences;
  readonly copiedForPermissions: CopiedForPermissions;
  /** Most bytes first. */
  readonly clutter: readonly ClutterShare[];
  readonly danglingLinks: DanglingLinks;
  readonly distribution?: Distribution;
  /** Symlinks are followed. */
  see(path: string): SeenPath;
  /** Names in a folder, readable; none when it is no folder. */
  list(path: string): readonly string[];
  /** Text of a file that is small and of general interest: users, groups, databases. */
  read(path: string): string | undefined;
  /** All that a container sees. */
  programs(): Iterable<SeenProgram>;
}

/** Puts the layers together and looks at the result. Takes a second for a million files. */
export const inspectImage = (image: Image): Inspection => {
  const merged = mergeLayers(image.layers.map(({ files }) => files));
  const { tree, copiedForPermissions } = merged;
  const distribution = readDistribution(image, tree);
  const held = heldPaths(image);
  return {
    content: summarizeContent(merged),
    references: findReferences(image, held, narSizesIn(tree)),
    copiedForPermissions,
    clutter: measureClutter(tree),
    danglingLinks: findDanglingLinks(tree, held),
    ...(distribution === undefined ? {} : { distribution }),
    see: (path) => seePath(image, tree, path),
    list: (path) => namesIn(tree, path),
    read: (path) => keptFile(image, tree, nameOfText(path)),
    programs: () => seenPrograms(image, tree),
  };
};

const seePath = (image: Image, tree: FileTree, path: string): SeenPath => {
  const found = lookup(tree, nameOfText(path));
  switch (found.kind) {
    case "file": {
      const program = image.layers[tree.files.layer(found.id)]?.traces.programs.get(found.path);
      return {
        kind: "file",
        path: textOfName(found.path),
        mode: tree.files.mode(found.id),
        ...(program === undefined ? {} : { program }),
      };
    }
    case "directory": {
      const { mode } = found.directory;
      return { kind: "directory", path: textOfName(found.path), ...(mode === undefined ? {} : { mode }) };
    }
    case "missing": {
      const { link } = found;
      return {
        kind: "missing",
        path: textOfName(found.path),
        ...(link === undefined ? {} : { link: textOfName(link) }),
      };
    }
  }
};

const namesIn = (tree: FileTree, path: string): readonly string[] => {
  const found = lookup(tree, nameOfText(path));
  return found.kind === "directory" ? [...found.directory.entries.keys()].map(textOfName) : [];
};

/** Each file once, whatever names it has. */
function* seenPrograms(image: Image, tree: FileTree): Generator<SeenProgram, void, undefined> {
  const seen = new Set<number>();
  for (const [layer, { traces }] of image.layers.entries()) {
    for (const [path, fact] of traces.programs) {
      const found = lookup(tree, path);
      if (found.kind !== "file" || found.path !== path || tree.files.layer(found.id) !== layer) continue;
      if (seen.has(found.id)) continue;
      seen.add(found.id);
      yield { path: textOfName(path), owner: tree.ownerOf(found.id), size: tree.files.stored(found.id), fact };
    }
  }
}
