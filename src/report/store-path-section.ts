import { defined } from "../core/defined.ts";
import { parseStoreName, type StorePath } from "../core/store-path.ts";
import {
  analyseClosure,
  type Closure,
  compareStorePaths,
  type GraphFacts,
  type PathInfo,
  restrictClosure,
} from "../graph/index.ts";
import type { Image, Share } from "../image/index.ts";
import { addShares, byWeight } from "./sums.ts";

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

const buildEntry = (path: StorePath, { share, layers }: Holding, known: PathInfo | undefined, facts?: GraphFacts) =>
  defined({
    path,
    ...parseStoreName(path),
    ...share,
    layers,
    narSize: known?.narSize,
    closureSize: facts?.closureSize,
    retainedSize: facts?.retainedSize,
    dominator: facts?.dominator,
    references: known && referencesOf(known),
    whyChain: facts?.whyChain,
    deriver: known?.deriver,
  });

/**
 * The report's store paths, heaviest first. The graph is that of the paths which the image holds: what the closure
 * knows beyond them (build plans, the image's own store path) neither appears nor counts.
 */
export const buildStorePaths = (image: Image, closure?: Closure) => {
  const holdings = collectHoldings(image);
  const held: Closure = closure ? restrictClosure(closure, holdings) : { paths: new Map(), roots: [] };
  const facts = analyseClosure(held);
  return [...holdings]
    .map(([path, holding]) => buildEntry(path, holding, held.paths.get(path), facts.get(path)))
    .sort(byWeight);
};
