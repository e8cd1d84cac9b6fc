import { absolutePath, nameOfText } from "../../tar/index.ts";
import { entriesOf, type LayerFiles } from "../layer-files.ts";
import { ChangeTally, type LayerChanges } from "./change-tally.ts";
import type { Directory, FileTree } from "./file-tree.ts";
import { type ChangedPlace, detach, placeAt } from "./places.ts";
import { replayLayers } from "./replay.ts";
import { type Whiteout, whiteoutsOf } from "./whiteouts.ts";

export interface LayerChoice {
  /** Of the layer, counted from 0. */
  readonly index: number;
  /** The folder that is looked at; links in it are not followed. */
  readonly path: string;
  readonly limit: number;
}

/**
 * What a layer adds, changes and removes at and below a path. Of the whole layer, `added` + `changed` + `repeated`
 * are the bytes of its files, those of whiteouts aside. Folders that were there before are no change by themselves.
 * `undefined` when neither the layer nor those below have the path.
 */
export const diffLayer = (
  layers: readonly LayerFiles[],
  { index, path, limit }: LayerChoice,
): LayerChanges | undefined => {
  const files = layers[index];
  if (files === undefined) throw new RangeError(`there is no layer ${index}`);
  const below = replayLayers(layers.slice(0, index));
  const { own, repeated } = readOwnFiles(files);
  const within = absolutePath(nameOfText(path)).replace(/^\/$/, "");
  const start = placeAt(within, own, below);
  if (start.own === undefined && start.before === undefined) return undefined;
  const tally = new ChangeTally(own, below, limit);
  addOwnFiles(start, below, tally);
  const settled = new Set<Directory>();
  for (const removal of removalsOf(files, repeated !== undefined || within !== "")) {
    const target = narrow(removal, within);
    if (target !== undefined) addRemoved(target, { own, below, tally, settled });
  }
  return tally.finish(repeated ?? 0);
};

interface OwnFiles {
  readonly own: FileTree;
  /** Bytes under paths that stand in the layer again; absent when none does. */
  readonly repeated: number | undefined;
}

/** The layer by itself. */
const readOwnFiles = (files: LayerFiles): OwnFiles => {
  let repeated: number | undefined;
  const own = replayLayers([files], {
    hidden: (tree, id) => {
      repeated = (repeated ?? 0) + tree.files.stored(id);
    },
  });
  return { own, repeated };
};

/** What changes is taken out of the tree below, so that a whiteout of the same path does not count it again. */
const addOwnFiles = (start: ChangedPlace, below: FileTree, tally: ChangeTally): void => {
  const waiting = [start];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { path, own, before } = place;
    if (own === undefined) continue;
    if (typeof own === "number" || typeof before === "number" || before === undefined) {
      tally.add(place);
      if (before !== undefined) detach(below, path);
    } else {
      for (const [name, node] of own.entries)
        waiting.push({ path: `${path}/${name}`, own: node, before: before.entries.get(name) });
    }
  }
};

/**
 * What a layer takes away: by whiteouts, and by a file in the place of a folder. Where no path stands twice and all
 * folders are looked at, such a file is a change, and `withFiles` may be false.
 */
function* removalsOf(files: LayerFiles, withFiles: boolean): Generator<Whiteout, void, undefined> {
  yield* whiteoutsOf(files);
  if (!withFiles) return;
  for (const { kind, path } of entriesOf(files)) if (kind !== "directory") yield { path, opaque: false };
}

/** The part of a whiteout that is at or below a path. */
const narrow = (whiteout: Whiteout, within: string): Whiteout | undefined => {
  if (isWithin(whiteout.path, within)) return whiteout;
  return isWithin(within, whiteout.path) ? { path: within, opaque: false } : undefined;
};

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

interface Removal {
  readonly own: FileTree;
  readonly below: FileTree;
  readonly tally: ChangeTally;
  /** Folders below which nothing is left to take away: a hostile layer may white out each of a thousand levels. */
  readonly settled: Set<Directory>;
}

/** A folder that is taken away and made anew loses what it does not get again. */
const addRemoved = ({ path, opaque }: Whiteout, { own, below, tally, settled }: Removal): void => {
  const start = placeAt(path, own, below);
  const waiting = [opaque ? { ...start, own: start.own ?? NO_FILES } : start];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { before, own: kept } = place;
    if (before === undefined) continue;
    if (kept === undefined) {
      tally.add(place);
      detach(below, place.path);
    } else if (typeof kept !== "number" && typeof before !== "number" && !settled.has(before)) {
      settled.add(before);
      for (const [name, node] of before.entries)
        waiting.push({ path: `${place.path}/${name}`, own: kept.entries.get(name), before: node });
    }
  }
};

const NO_FILES: Directory = { layer: 0, mode: undefined, entries: new Map() };
