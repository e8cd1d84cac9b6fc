import { InputError } from "../core/errors.ts";
import type { Analysis } from "../pipeline/analyse.ts";
import { renderSboms, sbomFiles } from "../pipeline/sbom.ts";
import type { CliDeps } from "./deps.ts";
import { writeOutput } from "./output.ts";

export interface SbomOutput {
  /** File of the first document; `-` for standard output. */
  readonly target: string;
  readonly buildArgs: readonly string[];
  readonly cli: CliDeps;
}

/** Writes the bill of materials of each image, every one to a file of its own. */
export const writeSboms = async (
  analyses: readonly Analysis[],
  { target, buildArgs, cli }: SbomOutput,
): Promise<void> => {
  if (target === "-" && analyses.length > 1) {
    const found = `there are ${analyses.length} images, and a bill of materials is of one`;
    throw new InputError("USAGE", `--sbom -: ${found}; give a file, or name one image`);
  }
  const texts = await renderSboms(analyses, { deps: cli.deps, buildArgs });
  const files = sbomFiles(target, texts.length);
  for (const [index, text] of texts.entries()) await writeOutput(files[index] ?? target, text, cli);
};
