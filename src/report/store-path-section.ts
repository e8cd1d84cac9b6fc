import { defined } from "../core/defined.ts";
import { parseStoreName, type StoreName, type StorePath } from "../core/store-path.ts";
import {
  analyseClosure,
  type Closure,
  compareStorePaths,
  completeClosure,
  type GraphFacts,
  type PathInfo,
  restrictClosure,
} from "../graph/index.ts";
import type { FoundReferences, Image, Share } from "../image/index.ts";
import { addShares, byWeight } from "./sums.ts";
import { clip } from "./text.ts";

interface Holding {
  readonly share: Share;
  readonly layers: readonly number[];
}

/** What the image holds of each store path, over all of its layers. */
const collectHoldings = (image: Image): ReadonlyMap<StorePath, Holding> => {
  const holdings = new Map<StorePath, Holding>();
  for (const [index, layer] of image.layers.entries()) {
    for (const [path, share] of layer.shares) {
      const before = holdings.get(path);
      holdings.set(path, {
        share: addShares(before === undefined ? [share] : [before.share, share]),
        layers: [...(before?.layers ?? []), index],
      });
    }
  }
  return holdings;
};

const referencesOf = (info: PathInfo): readonly StorePath[] =>
  [...new Set(info.references)].filter((path) => path !== info.path).sort(compareStorePaths);

/** A file that shows why the path is there: of the one before it on its chain, or from outside the store. */
const evidenceOf = (path: StorePath, { whyChain }: GraphFacts, { evidence }: FoundReferences): string | undefined => {
  const file = whyChain && evidence(whyChain.at(-2), path);
  return file === undefined ? undefined : clip(file);
};

interface EntryFacts {
  readonly known: PathInfo | undefined;
  readonly facts: GraphFacts | undefined;
  readonly found: FoundReferences;
  readonly name: StoreName;
}

const buildEntry = (path: StorePath, { share, layers }: Holding, { known, facts, found, name }: EntryFacts) =>
  defined({
    path,
    ...name,
    version: name.version && clip(name.version),
    ...share,
    layers,
    narSize: known?.narSize,
    closureSize: facts?.closureSize,
    retainedSize: facts?.retainedSize,
    dominator: facts?.dominator,
    references: known && referencesOf(known),
    whyChain: facts?.whyChain,
    evidence: facts && evidenceOf(path, facts, found),
    deriver: known?.deriver,
  });

interface KnownByNix {
  readonly closure: Closure | undefined;
  readonly names: ReadonlyMap<StorePath, StoreName> | undefined;
}

/**
 * The report's store paths, heaviest first. The graph is that of the paths which the image holds: what Nix's closure
 * knows beyond them (build plans, the image's own store path) neither appears nor counts. Where Nix knows nothing of a
 * path, the references found in the image stand in.
 */
export const buildStorePaths = (image: Image, found: FoundReferences, { closure, names }: KnownByNix) => {
  const holdings = collectHoldings(image);
  const held = restrictClosure(completeClosure(closure, found.closure), holdings);
  const facts = analyseClosure(held);
  return [...holdings]
    .map(([path, holding]) => {
      const name = names?.get(path) ?? parseStoreName(path);
      return buildEntry(path, holding, { known: held.paths.get(path), facts: facts.get(path), found, name });
    })
    .sort(byWeight);
};
