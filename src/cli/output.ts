import { writeFile } from "node:fs/promises";
import path from "node:path";
import { InputError, messageOf } from "../core/errors.ts";
import type { CliDeps } from "./deps.ts";

/** Writes text to a file, or to standard output for `-`. */
export const writeOutput = async (target: string, text: string, { deps, stdout }: CliDeps): Promise<void> => {
  if (target === "-") stdout(text);
  else await writeFile(path.resolve(deps.cwd, target), text).catch(cannotWrite(target));
};

const cannotWrite =
  (target: string) =>
  (cause: unknown): never => {
    const message = `${target}: the report cannot be written (${messageOf(cause)}); name a file in a folder that is there`;
    throw new InputError("CANNOT_WRITE", message, { cause });
  };
