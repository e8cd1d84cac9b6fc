import { defined } from "../core/defined.ts";
import type { BuildResult } from "../nix/index.ts";
import type { Provenance } from "../report/index.ts";
import type { ImagePlan } from "./plan.ts";

/** Where the image of a plan comes from, as its report says it. */
export const provenanceOf = (plan: ImagePlan, { outPath, drvPath }: Partial<BuildResult>): Provenance => ({
  source: plan.text,
  dirty: plan.dirty,
  ...defined({
    revision: plan.revision,
    outPath,
    drvPath,
    flakeInputs: plan.target.kind === "flake" ? plan.target.metadata.inputs : undefined,
  }),
});
