import { shorten, visible } from "../../../core/visible.ts";

/** Room in a cell or a line; what is longer is cut. */
const LONGEST = 200;

/** Untrusted text with nothing in it that cannot be seen, cut where it is long. */
export const pageWord = (untrusted: string): string => shorten(visible(untrusted), LONGEST);
