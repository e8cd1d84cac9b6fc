import { storePathOf } from "../../core/store-path.ts";

/** True for a store path or a file in one, written so that nothing leads out again. */
export const isInStore = (file: string): boolean => storePathOf(file) !== undefined && !/\/\.{0,2}(?:\/|$)/.test(file);
