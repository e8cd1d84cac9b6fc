import { formatBytes, formatChange, plural } from "../../core/units.ts";
import { changeOf } from "../change.ts";
import type { Compared, Report } from "../model.ts";
import { reclaimableOf } from "./reclaimable.ts";

/** One line of the totals; `undefined` where nothing is known. */
export interface TotalsRow {
  readonly title: string;
  readonly baseline: string | undefined;
  readonly current: string | undefined;
  readonly change: string | undefined;
  /** Said beside `current`, where there is no change to show. */
  readonly note?: string;
}

type Totals = Compared["totals"];

const format = (value: number | undefined, words: (value: number) => string): string | undefined =>
  value === undefined ? undefined : words(value);

const signed = (value: number): string => (value === 0 ? "±0" : value > 0 ? `+${value}` : `−${-value}`);

const sizeRow = (title: string, pair: Totals["contentSize"]): TotalsRow => ({
  title,
  baseline: format(pair.baseline, formatBytes),
  current: format(pair.current, formatBytes),
  change: format(changeOf(pair), formatChange),
});

const countRow = (title: string, pair: Totals["contentSize"]): TotalsRow => ({
  title,
  baseline: format(pair.baseline, String),
  current: format(pair.current, String),
  change: format(changeOf(pair), signed),
});

/** Bytes of the files in the new layers, for where nobody counted compressed ones. Each is pulled once. */
const unpackedPull = ({ layers }: Report, diffIds: readonly string[]): number => {
  const sizes = new Map(layers.map(({ diffId, contentSize }) => [diffId as string, contentSize]));
  return [...new Set(diffIds)].reduce((sum, diffId) => sum + (sizes.get(diffId) ?? 0), 0);
};

/** How many of `paths` the others are without. */
const missingIn = (others: ReadonlySet<string>, paths: ReadonlySet<string>): number =>
  [...paths].filter((path) => !others.has(path)).length;

/** As many may come as go: the number alone would hide that. */
const storePathsRow = ({ totals, packages }: Compared): TotalsRow => {
  const [before, after] = (["baseline", "current"] as const).map(
    (side) => new Set(packages.flatMap((change) => change[side].paths)),
  ) as [Set<string>, Set<string>];
  const [came, went] = [missingIn(before, after), missingIn(after, before)];
  const row = countRow("Store paths", totals.storePaths);
  return came + went === 0
    ? row
    : { ...row, change: [signed(came), signed(-went)].filter((it) => it !== "±0").join(" ") };
};

const updatePull = (report: Report, { layers }: Compared): TotalsRow => {
  const count = `${layers.new.length} of ${plural(report.totals.layers, "layer")} new`;
  return {
    title: "Update pull (has base)",
    baseline: undefined,
    current: format(layers.updatePullSize, formatBytes) ?? `${formatBytes(unpackedPull(report, layers.new))} unpacked`,
    change: undefined,
    note: count,
  };
};

const isKnown = (row: TotalsRow): boolean =>
  row.baseline !== undefined || row.current !== undefined || row.note !== undefined;

/** Both sides and their difference, most important first. */
export const comparedTotals = (report: Report, compared: Compared): readonly TotalsRow[] => {
  const { totals } = compared;
  const rootChanged = (changeOf(totals.rootContentSize) ?? 0) !== 0;
  return [
    sizeRow("Compressed (fresh pull)", totals.compressedSize),
    sizeRow("Unpacked", totals.contentSize),
    ...(rootChanged ? [sizeRow("… outside the Nix store", totals.rootContentSize)] : []),
    updatePull(report, compared),
    ...(reclaimableOf(report) === undefined ? [] : [sizeRow("Could be left out", totals.reclaimable ?? {})]),
    storePathsRow(compared),
    ...(totals.distributionPackages === undefined
      ? []
      : [countRow("Distribution packages", totals.distributionPackages)]),
    // Their number is said above.
    ...(changeOf(totals.layers) === 0 ? [] : [countRow("Layers", totals.layers)]),
  ].filter(isKnown);
};

/** The totals of one image alone. */
export const ownTotals = (
  report: Report,
  word: (untrusted: string) => string,
): readonly (readonly [title: string, value: string])[] => {
  const { totals, root, distribution } = report;
  const content = reclaimableOf(report);
  return [
    ...(distribution?.name === undefined ? [] : [["Distribution", word(distribution.name)] as const]),
    ...(distribution === undefined ? [] : [["Distribution packages", String(distribution.packages.length)] as const]),
    ...(totals.compressedSize === undefined
      ? []
      : [["Compressed (fresh pull)", formatBytes(totals.compressedSize)] as const]),
    ["Unpacked", formatBytes(totals.contentSize)],
    ["… outside the Nix store", formatBytes(root.contentSize)],
    ["Store paths", String(totals.storePaths)],
    ["Layers", String(totals.layers)],
    ["Files", String(totals.files)],
    ...(content === undefined ? [] : [["Could be left out", formatBytes(content.reclaimable)] as const]),
  ];
};
