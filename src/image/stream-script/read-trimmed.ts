import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type ReadOptions, readProgram } from "../read-image.ts";
import { completeImage } from "./complete-image.ts";
import { replaceStoreLayers } from "./conf.ts";
import type { StreamScript, TrimmedRead, TrimPlan } from "./model.ts";

export interface TrimOptions extends ReadOptions {
  /** Folder for temporary files. */
  readonly tempDir: string;
}

/**
 * The image of `script`, for which its program is run once and makes only the layers that are not in `plan.leftOut`; those
 * have a blob without a file. Config, tags and order are those of the full stream (where `created` is `now`, it is the time of
 * this run). ImageError SCRIPT_FAILED when the program fails.
 */
export const readTrimmed = async (script: StreamScript, plan: TrimPlan, options: TrimOptions): Promise<TrimmedRead> => {
  const kept = script.layers.filter((_, place) => !plan.leftOut.has(place));
  const conf = replaceStoreLayers(script.conf, script.layers, kept);
  if (conf === undefined) return { kind: "unproven", reason: "its conf.json is laid out in an unknown way" };
  const dir = await mkdtemp(path.join(options.tempDir, "trimmed-"));
  try {
    const file = path.join(dir, "conf.json");
    await writeFile(file, conf, { mode: 0o600 });
    const command = [script.program, file] as const;
    const [image] = await readProgram(
      { name: script.file, what: "the stream script", command },
      { ...options, bare: true },
    );
    return image === undefined ? { kind: "unproven", reason: "it wrote no image" } : completeImage(script, plan, image);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};
