import * as v from "valibot";
import { parseStorePath, type StorePath } from "../core/store-path.ts";

/** Parts that several sections of the report are made of. */
export const storePathSchema = v.custom<StorePath>(
  (value) => typeof value === "string" && parseStorePath(value) !== undefined,
  "expected a store path",
);

export const text = v.pipe(v.string(), v.maxLength(4096));
export const texts = v.array(text);
