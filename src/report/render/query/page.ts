import { clip, columnsOf, padStart, TERMINAL_WIDTH } from "../../../core/columns.ts";
import { formatBytes, plural } from "../../../core/units.ts";
import { shorten, visible } from "../../../core/visible.ts";
import type { Report } from "../../model.ts";
import type { Paint } from "../paint.ts";

const NAME_WIDTH = 24;
const PLATFORM_WIDTH = 16;

/** The first line: the image, and what was asked of it. */
export const titleLine = ({ image }: Report, text: string, paint: Paint): string => {
  const [name, platform] = [clip(image.name, NAME_WIDTH), clip(image.platform, PLATFORM_WIDTH)];
  const left = TERMINAL_WIDTH - columnsOf(name) - columnsOf(platform) - 3;
  return `${paint.bold(name)} ${paint.dim(platform)}  ${clip(text, left)}`;
};

/** Blocks of lines as the text of a page, with an empty line between them; empty blocks are left out. */
export const page = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join("\n"))
    .join("\n\n")}\n`;

export const sizeColumn = (bytes: number | undefined, width = 10): string =>
  padStart(bytes === undefined ? "–" : formatBytes(bytes), width);

/** `(5 of 12)` */
export const countWords = (shown: number, count: number): string => `(${shown} of ${count})`;

/** A path that fits: hashes of store paths go first, then the store's folder, then what is in the middle. */
export const shortPath = (untrusted: string, width: number): string => {
  const text = visible(untrusted);
  const bare = text.replace(/(^|\/)[0-9a-z]{32}-/g, "$1…-");
  const fitting = [text, bare, bare.replace("/nix/store/…-", "…-")].find((form) => columnsOf(form) <= width);
  return fitting ?? clip(shorten(bare, width), width);
};

const RANGE = "–";

/** `#4`, `#1–3,5`: layers counted from 1. */
export const layerWords = (layers: readonly number[]): string => {
  const runs: [first: number, last: number][] = [];
  for (const layer of layers) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === layer - 1) run[1] = layer;
    else runs.push([layer, layer]);
  }
  if (runs.length === 0) return "";
  return `#${runs.map(([first, last]) => (first === last ? `${first}` : `${first}${RANGE}${last}`)).join(",")}`;
};

export const fileWords = (count: number): string => plural(count, "file");
