import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { Outputs } from "./outputs.ts";
import { renderRunFacts } from "./run-facts.ts";

/** Uploads the files, which lie in `outputDir`, and what the run is, as one artifact; its address, if there is one. */
export const uploadReport = async (
  [first]: readonly Report[],
  files: readonly string[],
  run: ActionRun,
): Promise<Outputs> => {
  const { upload, outputDir, context } = run;
  if (upload === undefined || first === undefined) return {};
  const facts = path.join(outputDir, "run.json");
  await writeFile(facts, renderRunFacts(run));
  const { name, platform } = first.image;
  const id = await upload({ name: [context.job, name, platform], files: [...files, facts], folder: outputDir });
  return id === undefined ? {} : { "artifact-url": `${context.runUrl}/artifacts/${id}` };
};
