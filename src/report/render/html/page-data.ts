import type { Mark } from "../package-words.ts";
import type { TotalsRow } from "../totals-rows.ts";
import type { Rich } from "./rich.ts";

/**
 * What the page is made from. Words are put together where the report is rendered, since they are the same in every
 * rendering; numbers are the report's. All text is cleaned of what cannot be seen and is text still: nothing is markup.
 */
export interface PageData {
  readonly images: readonly PageImage[];
  readonly runUrl?: string;
  readonly version?: string;
}

export interface PageImage {
  readonly name: string;
  readonly platform: string;
  readonly verdict: Rich;
  /** Sign of the change in the headline; absent without a comparison. */
  readonly direction?: -1 | 0 | 1;
  /** The cause of the change, or why nothing is compared. */
  readonly why: Rich;
  readonly inputs?: Rich;
  readonly warning?: string;
  readonly budget?: PageMark;
  readonly findingCounts: string;
  readonly facts: readonly PageFact[];
  readonly totals: readonly TotalsRow[];
  readonly store: StoreColumns;
  readonly layers: readonly PageLayer[];
  readonly layerUnit: "compressed" | "unpacked";
  readonly change?: PageChange;
  readonly findings: readonly PageFinding[];
  readonly files: readonly PageFile[];
  readonly config: readonly PageSetting[];
  readonly configChanges: readonly PageSettingChange[];
  readonly budgets: readonly PageBudget[];
  readonly waste?: PageWaste;
  readonly distribution?: PageDistribution;
  readonly trend?: PageTrend;
}

export interface PageMark {
  readonly words: string;
  readonly mark: "ok" | "broken" | "warning" | "not-judged";
}

export interface PageFact {
  readonly label: string;
  readonly value: string;
}

/** Store paths by number, heaviest first; every list has one entry for each. Numbers that are not known are `null`. */
export interface StoreColumns {
  /** Hash and name. */
  readonly baseNames: readonly string[];
  /** `[pname, version, output]` where they are not those that the base name tells. */
  readonly packages: Readonly<Record<number, readonly [string, string | null, string | null]>>;
  readonly contentSizes: readonly number[];
  readonly files: readonly number[];
  /** Numbers of layers, from 0. */
  readonly layers: readonly (readonly number[])[];
  /** The rest is absent where nobody knows the references. */
  readonly graph?: GraphColumns;
}

export interface GraphColumns {
  readonly narSizes: readonly (number | null)[];
  readonly closureSizes: readonly (number | null)[];
  readonly retainedSizes: readonly (number | null)[];
  /** −1 for the image itself. */
  readonly dominators: readonly number[];
  readonly references: readonly (readonly number[])[];
  /** The path before this one on a shortest way from the image: −1 for a root, −2 where none is known. */
  readonly referrerOnWay: readonly number[];
  /** By the number of the path: a file that holds the last reference of that way. */
  readonly evidence: Readonly<Record<number, string>>;
}

export interface PageLayer {
  readonly diffId: string;
  readonly digest?: string;
  readonly compressedSize?: number;
  readonly uncompressedSize: number;
  readonly contentSize: number;
  readonly rootSize: number;
  readonly files: number;
  readonly holds: string;
  readonly createdBy?: string;
  readonly isNew: boolean;
}

export interface PageChange {
  /** Change of the unpacked size: that of the packages and of the files outside the store. */
  readonly contentChange: number;
  readonly rootChange: number;
  readonly packages: readonly PagePackage[];
  /** Numbers in `packages`, the outermost first, with what came along. */
  readonly trees: readonly (readonly [top: number, ...folded: number[]])[];
}

export interface PagePackage {
  readonly kind: "added" | "removed" | "changed" | "rebuilt";
  readonly mark: Mark;
  readonly label: string;
  /** The one that is, or was, in the image; both of a change. */
  readonly version: string;
  /** Of both sides. */
  readonly versions: string;
  readonly change: number;
  readonly baselineSize: number;
  readonly currentSize: number;
  /** Numbers of store paths that the image has. */
  readonly paths: readonly number[];
  /** Base names of those that it has no more. */
  readonly gone: readonly string[];
  readonly chain?: readonly string[];
  readonly introducedBy?: string;
  readonly cause?: Rich;
}

export interface PageFinding {
  readonly id: string;
  readonly severity: "error" | "warning" | "info";
  readonly state: "new" | "known" | "resolved" | "current";
  readonly bytes?: number;
  readonly title: string;
  readonly sentence: Rich;
  readonly chain?: readonly string[];
  readonly advice: string;
  readonly nix: string;
  readonly url: string;
  /** Numbers of the store paths that it names. */
  readonly paths: readonly number[];
}

export interface PageFile {
  readonly path: string;
  readonly size: number;
  readonly layer: number;
  /** Number of the store path that has it. */
  readonly owner?: number;
}

export interface PageSetting {
  readonly field: string;
  readonly value: string;
}

export interface PageSettingChange {
  readonly field: string;
  readonly baseline: string;
  readonly current: string;
}

export interface PageBudget {
  readonly name: string;
  readonly mark: PageMark["mark"];
  readonly limit: string;
  readonly found: string;
  readonly note: string;
}

/** What could be left out, in bytes of files. */
export interface PageWaste {
  readonly size: number;
  /** Why, most bytes first; together they are `size`. */
  readonly kinds: readonly PageWasteRow[];
  readonly cases: readonly PageWasteRow[];
}

export interface PageWasteRow {
  readonly size: number;
  readonly words: string;
}

export interface PageDistribution {
  readonly name: string;
  readonly packages: readonly PageDistributionPackage[];
}

export interface PageDistributionPackage {
  readonly name: string;
  readonly version: string;
  readonly manager: string;
  readonly installedSize?: number;
  readonly licence: string;
  /** Of a comparison: what it was before, or that it is new or gone. */
  readonly change: string;
}

export interface PageTrend {
  readonly unit: "compressed" | "unpacked";
  /** Oldest first; the last one is this image. */
  readonly points: readonly PageTrendPoint[];
}

export interface PageTrendPoint {
  readonly size: number;
  /** Commit and day, or that it is this image. */
  readonly label: string;
}
