import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { CliDeps } from "./deps.ts";

/** Writes text to a file, or to standard output for `-`. */
export const writeOutput = async (target: string, text: string, { deps, stdout }: CliDeps): Promise<void> => {
  if (target === "-") stdout(text);
  else await writeFile(path.resolve(deps.cwd, target), text);
};
