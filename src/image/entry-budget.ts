import { ImageError } from "./errors.ts";
import type { Layer } from "./model.ts";

/** Entries that are kept of one source, and of one layer. The largest images that are known hold half a million. */
export const ENTRIES_LIMIT = 4_000_000;

/** A function that is told every layer that is kept, and throws when they hold more together than any image does. */
export const openEntryBudget = (source: string): ((layer: Layer) => void) => {
  let entries = 0;
  return ({ files }) => {
    entries += files.count;
    if (entries > ENTRIES_LIMIT) throw tooManyEntries(source);
  };
};

export const tooManyEntries = (where: string): ImageError =>
  new ImageError("UNSUPPORTED", `${where}: found more than ${ENTRIES_LIMIT} entries; make an image of fewer files`);
