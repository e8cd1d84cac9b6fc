import { bar, clip, columnsOf, padEnd, TERMINAL_WIDTH } from "../../../core/columns.ts";
import { formatBytes, plural } from "../../../core/units.ts";
import type { FolderListing, ListedEntry } from "../../../image/index.ts";
import type { Report } from "../../model.ts";
import { type Paint, paintFor } from "../paint.ts";
import { countWords, fileWords, layerWords, page, shortPath, sizeColumn, titleLine } from "./page.ts";

const BAR = 10;
const LAYERS = 9;
const FILES = 14;
/** Columns that are left for a name. */
const NAME = TERMINAL_WIDTH - (10 + 1 + BAR + 1 + FILES + LAYERS + 2);

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const nameOfEntry = (entry: ListedEntry, text: string): string => {
  switch (entry.kind) {
    case "directory":
      return `${shortPath(text, NAME - 1)}/`;
    case "symlink": {
      const name = shortPath(text, NAME - 8);
      return `${name} → ${shortPath(entry.target ?? "", NAME + FILES - 3 - columnsOf(name))}`;
    }
    case "file":
      return shortPath(text, NAME);
  }
};

const entryLine = (entry: ListedEntry, largest: number, paint: Paint): string => {
  const files = entry.kind === "directory" ? fileWords(entry.files) : "";
  const name = padEnd(nameOfEntry(entry, baseName(entry.path)), NAME);
  const text = padEnd(`${name} ${columnsOf(name) > NAME ? "" : files}`, NAME + 1 + FILES);
  const share = paint.blue(padEnd(bar(entry.contentSize, largest, BAR), BAR));
  return `${sizeColumn(entry.contentSize)} ${share} ${text}${clip(layerWords(entry.layers), LAYERS)}`;
};

const fileLine = ({ contentSize, path, layers }: ListedEntry): string =>
  `${sizeColumn(contentSize)} ${padEnd(shortPath(path, TERMINAL_WIDTH - 22), TERMINAL_WIDTH - 21)}${clip(layerWords(layers), LAYERS)}`;

/** What lies at a path of an image, largest first, and the largest files below, for a terminal of 80 columns. */
export const renderListing = (
  report: Report,
  asked: string,
  { listing, colour }: { readonly listing: FolderListing; readonly colour: boolean },
): string => {
  const paint = paintFor(colour);
  const { path, entries, entryCount, contentSize, files, directories, layers } = listing;
  const where = path === asked ? path : `${shortPath(asked, 24)} → ${shortPath(path, 50)}`;
  const sums = `  ${formatBytes(contentSize)} in ${fileWords(files)}, ${plural(directories, "folder")}; ${plural(layers.length, "layer")}`;
  const isDeep = listing.largest.some((file) => !entries.some((entry) => entry.path === file.path));
  return page([
    [titleLine(report, where, paint), sums],
    [
      paint.bold(`Largest first ${countWords(entries.length, entryCount)}`),
      ...entries.map((entry) => entryLine(entry, entries[0]?.contentSize ?? 0, paint)),
    ],
    isDeep ? [paint.bold("Largest files below"), ...listing.largest.map(fileLine)] : [],
  ]);
};
