import { clip, TERMINAL_WIDTH } from "../../../core/columns.ts";
import { formatBytes } from "../../../core/units.ts";
import type { DuplicateContent } from "../../../image/index.ts";
import type { Report } from "../../model.ts";
import type { RepeatedPackage } from "../../query/index.ts";
import { type Paint, paintFor } from "../paint.ts";
import { countWords, page, shortPath, sizeColumn, titleLine } from "./page.ts";

export interface Duplicates extends DuplicateContent {
  readonly packages: readonly RepeatedPackage[];
}

type IdenticalGroup = DuplicateContent["identical"]["largest"][number];
type HiddenFile = DuplicateContent["hidden"][number];

const TEXT = TERMINAL_WIDTH - 12;

const groupLines = ({ contentSize, files, size, copiedFromStore, paths }: IdenticalGroup): readonly string[] => {
  const origin = copiedFromStore ? ", copied out of the Nix store" : "";
  const left = files - paths.length;
  return [
    `${sizeColumn(contentSize)}  ${files} × ${formatBytes(size)}${origin}`,
    ...paths.map((path) => `${" ".repeat(14)}${shortPath(path, TEXT - 2)}`),
    ...(left > 0 ? [`${" ".repeat(14)}+${left} more`] : []),
  ];
};

const identicalLines = ({ identical }: Duplicates, paint: Paint): readonly string[] => {
  const { largest, groups, contentSize } = identical;
  if (largest.length === 0) return [];
  const head = `Files with the same content: ${formatBytes(contentSize)} ${countWords(largest.length, groups)}`;
  return [paint.bold(head), ...largest.flatMap(groupLines)];
};

/** Without a version there is nothing to tell builds of one thing from different things, as all that fetchers call `source`. */
const countOf = ({ kind, paths }: RepeatedPackage): string => {
  const versions = new Set(paths.map(({ version }) => version)).size;
  if (kind === "builds")
    return `${paths.length} ${paths[0]?.version === undefined ? "store paths of that name" : "builds of one version"}`;
  return versions === paths.length ? `${versions} versions` : `${versions} versions in ${paths.length} builds`;
};

const packageLines = (found: RepeatedPackage): readonly string[] => {
  const title = `${sizeColumn(found.contentSize)}  ${clip(`${found.name}: ${countOf(found)}`, TEXT)}`;
  return [
    title,
    ...found.paths.map(
      ({ path, contentSize }) => `${" ".repeat(12)}${sizeColumn(contentSize)}  ${shortPath(path, TEXT - 12)}`,
    ),
  ];
};

const hiddenLine = ({ path, contentSize, layer, by, byLayer }: HiddenFile): string => {
  const how = `in #${layer}, ${by} ${layer === byLayer ? "there again" : `in #${byLayer}`}`;
  return `${sizeColumn(contentSize)}  ${shortPath(path, TEXT - how.length - 2)}  ${how}`;
};

const hiddenTotal = ({ content }: Report): string =>
  content === undefined ? "" : `: ${formatBytes(content.hidden.contentSize)}`;

/** What an image holds more often than it needs, most bytes first, for a terminal of 80 columns. */
export const renderDuplicates = (
  report: Report,
  found: Duplicates,
  { limit, colour }: { readonly limit: number; readonly colour: boolean },
): string => {
  const paint = paintFor(colour);
  const packages = found.packages.slice(0, limit);
  const title = `${formatBytes(report.content?.reclaimable ?? 0)} of files could be left out`;
  const head = `Packages that are there several times ${countWords(packages.length, found.packages.length)}`;
  return page([
    [titleLine(report, title, paint)],
    identicalLines(found, paint),
    packages.length === 0 ? [] : [paint.bold(head), ...packages.flatMap(packageLines)],
    found.hidden.length === 0
      ? []
      : [paint.bold(`Files that no container sees${hiddenTotal(report)}`), ...found.hidden.map(hiddenLine)],
  ]);
};
