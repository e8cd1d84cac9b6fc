import { randomUUID } from "node:crypto";
import path from "node:path";
import { InputError, messageOf } from "../core/errors.ts";

/** A file of its own for a blob whose digest is not known yet. */
export const partialFile = (dir: string): string => path.join(dir, `.partial-${randomUUID()}`);

export const cannotKeep = (dir: string, error: unknown): InputError =>
  new InputError(
    "SPOOL_FAILED",
    `${dir}: a layer cannot be kept there (${messageOf(error)}); make room, or use another temporary folder`,
    { cause: error },
  );
