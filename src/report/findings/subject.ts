import { nameOf, type StorePath } from "../../core/store-path.ts";
import type { Image, Inspection } from "../../image/index.ts";
import type { Report, ReportStorePath } from "../model.ts";
import type { Evidence } from "./model.ts";

/** All that is known of an image, for rules to look at. */
export interface Subject {
  readonly image: Image;
  readonly inspection: Inspection;
  readonly report: Omit<Report, "findings">;
  readonly publishing?: Publishing | undefined;
}

/** Where the image is going to be published. */
export interface Publishing {
  /** Hosts. */
  readonly registries: readonly string[];
  /** Whether the manifest will name the source repository. */
  readonly annotatesSource: boolean;
}

/** Bytes below which nobody changes an image: 5 MiB, and 1 % of what it unpacks to. */
export const worthwhile = ({ totals }: Report): number => Math.max(5 << 20, totals.contentSize * 0.01);

/** Bytes that go when the path goes; what it holds itself where no graph is known. */
export const retainedBy = (entry: ReportStorePath): number => entry.retainedSize ?? entry.contentSize;

/** Names from a root to the path, both included. */
const chainTo = (entry: ReportStorePath): { readonly chain?: readonly string[] } =>
  entry.whyChain === undefined ? {} : { chain: entry.whyChain.map(nameOf) };

/** The path before this one on its chain; `undefined` for a root. */
export const referrerOf = (entry: ReportStorePath): StorePath | undefined => entry.whyChain?.at(-2);

/** Chain, referrer and the file that holds the reference, as far as they are known. */
export const reasonFor = (entry: ReportStorePath) => {
  const by = referrerOf(entry);
  return {
    ...chainTo(entry),
    ...(by === undefined ? {} : { by: nameOf(by) }),
    ...(entry.evidence === undefined ? {} : { file: entry.evidence }),
  };
};

/** What files outside the store are called where store paths are listed. */
export const OUTSIDE = "files outside the Nix store";

/** The owner of some files as evidence; without one they are outside the store. */
export const ownerEvidence = (owner: StorePath | undefined): Pick<Evidence, "path" | "name"> =>
  owner === undefined ? { name: OUTSIDE } : { path: owner, name: nameOf(owner) };

export const sumOf = (parts: readonly { readonly bytes?: number | undefined }[]): number =>
  parts.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
