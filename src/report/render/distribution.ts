import { formatChange, plural } from "../../core/units.ts";
import type { DistributionChange, Report } from "../model.ts";
import { details, table, word } from "./markdown.ts";

const ICON: Readonly<Record<DistributionChange["kind"], string>> = { added: "🆕", removed: "🗑", changed: "⬆" };

/** Counts by kind: `2 new, 1 gone, 14 changed`. */
export const distributionWords = (changes: readonly DistributionChange[]): string => {
  const count = (kind: DistributionChange["kind"], word: string): string | undefined => {
    const found = changes.filter((change) => change.kind === kind).length;
    return found === 0 ? undefined : `${found} ${word}`;
  };
  return [count("added", "new"), count("removed", "gone"), count("changed", "changed")]
    .filter((part) => part !== undefined)
    .join(", ");
};

/** Most bytes first. */
export const distributionChanges = ({ comparison }: Report): readonly DistributionChange[] =>
  comparison?.kind === "compared"
    ? (comparison.distribution ?? []).toSorted((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))
    : [];

/** They are no measure of the files, which the totals count. */
const SIZES = "\n\nSizes are those that the package manager lists.";

const versions = (list: readonly string[]): string =>
  list.length === 0 ? "–" : list.map((it) => word(it, 40)).join(", ");

/** Packages of dpkg or apk that changed, folded; sizes are those that the databases claim. */
export const distributionTable = (report: Report, limit: number): string | undefined => {
  const changes = distributionChanges(report);
  if (changes.length === 0) return undefined;
  const columns = [{ title: "Package" }, { title: "base → PR" }, { title: "Δ as listed", align: "right" } as const];
  const rows = changes
    .slice(0, limit)
    .map(({ kind, name, baseline, current, change }) => [
      `${ICON[kind]} ${word(name)}`,
      `${versions(baseline)} → ${versions(current)}`,
      change === undefined ? "–" : formatChange(change),
    ]);
  const left = changes.length - limit;
  const rest = left > 0 ? `\n\n${plural(left, "smaller change is", "smaller changes are")} not listed.` : "";
  return details(`🐧 Packages of the distribution: ${distributionWords(changes)}`, table(columns, rows) + rest + SIZES);
};
