import { type Defined, defined } from "../../core/defined.ts";
import type { StorePath } from "../../core/store-path.ts";
import type { Report, ReportStorePath } from "../model.ts";
import { openReferences, ownSize, type References } from "./references.ts";

/** A store path with its sizes; those of the graph are absent where nobody knows its references. */
export interface WeighedPath {
  readonly path: StorePath;
  readonly name: string;
  readonly ownSize: number;
  readonly closureSize?: number;
  readonly retainedSize?: number;
  /**
   * A file that holds the last reference of the shortest chain, or the config's field that names a root; of a referrer
   * its own file that holds the reference.
   */
  readonly evidence?: string;
}

/** Why a store path is in the image, and what it costs. */
export interface WhyAnswer extends WeighedPath {
  /** Bytes of its files in the layers. */
  readonly contentSize: number;
  readonly files: number;
  /** Counted from 1. */
  readonly layers: readonly number[];
  /** Shortest way from a root of the image, both ends included; absent when nobody knows it. */
  readonly chain?: readonly WeighedPath[];
  /** All that refer to it directly, heaviest first. */
  readonly referrers: readonly WeighedPath[];
  /** The nearest path that every way to it passes; absent when that is the image itself. */
  readonly dominator?: StorePath;
  /** The one reference that, once cut, lets it go, and the bytes that this frees. */
  readonly cut?: { readonly from: StorePath; readonly to: StorePath; readonly frees: number };
}

export const weighPath = (entry: ReportStorePath): WeighedPath =>
  defined({
    path: entry.path,
    name: entry.name,
    ownSize: ownSize(entry),
    closureSize: entry.closureSize,
    retainedSize: entry.retainedSize,
    evidence: entry.evidence,
  });

/** Why each of the paths is in the image, in the order given. */
export const explainPaths = (
  report: Report,
  paths: readonly ReportStorePath[],
  evidence: EdgeEvidence = () => undefined,
): readonly WhyAnswer[] => {
  const references = openReferences(report);
  return paths.map((entry) => explain(entry, references, evidence));
};

/** A file of the referrer that holds the reference. */
type EdgeEvidence = (referrer: StorePath, path: StorePath) => string | undefined;

/** Not the file by which the referrer itself got in, but its own that names the path. */
const referrerOf = (referrer: ReportStorePath, path: StorePath, evidence: EdgeEvidence): WeighedPath => {
  const { evidence: _, ...weighed } = weighPath(referrer);
  return defined({ ...weighed, evidence: evidence(referrer.path, path) });
};

const explain = (entry: ReportStorePath, references: References | undefined, evidence: EdgeEvidence): WhyAnswer => {
  const referrers = references?.referrersOf(entry.path) ?? [];
  const chain = entry.whyChain?.flatMap((path) => references?.entries.get(path) ?? []);
  const facts: Defined<Pick<WhyAnswer, "chain" | "dominator" | "cut">> = defined({
    chain: chain?.map(weighPath),
    dominator: entry.dominator,
    cut: cutFor(entry, referrers, references),
  });
  return {
    ...weighPath(entry),
    contentSize: entry.contentSize,
    files: entry.files,
    layers: entry.layers.map((layer) => layer + 1),
    referrers: referrers.map((referrer) => referrerOf(referrer, entry.path, evidence)),
    ...facts,
  };
};

/**
 * Where one reference alone leads to the path, all that it keeps goes with that; a root stays whatever refers to it.
 * In a cycle a path is referred to by what is there for its sake: that is no way to it.
 */
const cutFor = (
  entry: ReportStorePath,
  referrers: readonly ReportStorePath[],
  references: References | undefined,
): WhyAnswer["cut"] => {
  const { path: to, retainedSize: frees } = entry;
  if (entry.whyChain?.length === 1 || frees === undefined) return undefined;
  let way: StorePath | undefined;
  for (const referrer of referrers) {
    if (hangsBelow(referrer, entry, references)) continue;
    if (way !== undefined) return undefined;
    way = referrer.path;
  }
  return way === undefined ? undefined : { from: way, to, frees };
};

const hangsBelow = (entry: ReportStorePath, above: ReportStorePath, references: References | undefined): boolean => {
  let at: ReportStorePath | undefined = entry;
  while (at !== undefined && at.path !== above.path)
    at = at.dominator === undefined ? undefined : references?.entries.get(at.dominator);
  return at !== undefined;
};
