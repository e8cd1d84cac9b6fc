import { ImageError } from "./errors.ts";
import { type BareLayer, isLookedInto } from "./model.ts";
import type { LayerTraces } from "./traces/model.ts";

/** Entries that are kept of one source, and of one layer. The largest images that are known hold half a million. */
export const ENTRIES_LIMIT = 4_000_000;

/** Bytes of what the bodies of files told: each layer of a Dockerfile that installs something has a package database again. */
const TRACES_LIMIT = 768 << 20;

/** A function that is told every layer that is kept, and throws when they hold more together than any image does. */
export const openEntryBudget = (source: string): ((layer: BareLayer) => void) => {
  let entries = 0;
  let traced = 0;
  return (layer) => {
    if (!isLookedInto(layer)) return;
    const { files, traces } = layer;
    entries += files.count;
    traced += weigh(traces);
    if (entries > ENTRIES_LIMIT) throw tooManyEntries(source);
    if (traced > TRACES_LIMIT)
      throw tooMuch(source, `${TRACES_LIMIT} bytes of package databases, programs and names of store paths`);
  };
};

/** About what an object with its strings takes, but for the path. */
const OBJECT = 200;

/** About the memory that the traces of a layer take; mentions of one file follow each other and share its path. */
const weigh = ({ mentions, programs, kept }: LayerTraces): number => {
  let sum = OBJECT * (mentions.length + programs.size);
  for (const [index, { file }] of mentions.entries()) if (file !== mentions[index - 1]?.file) sum += file.length;
  for (const path of programs.keys()) sum += path.length;
  for (const { byteLength } of kept.values()) sum += byteLength;
  return sum;
};

export const tooManyEntries = (where: string): ImageError => tooMuch(where, `${ENTRIES_LIMIT} entries`);

const tooMuch = (where: string, limit: string): ImageError =>
  new ImageError("UNSUPPORTED", `${where}: found more than ${limit}; make an image of fewer files`);
