import { defined } from "../core/defined.ts";
import type { ActionRun } from "./action-run.ts";
import type { AnalyseOptions } from "./analyse.ts";
import type { NixFinder } from "./find-nix.ts";
import { publishPlaces } from "./open-publisher.ts";
import { publishingFacts } from "./publishing-facts.ts";
import { readSilences } from "./silences.ts";

/** How the Action's inputs have images built and read, but for how layers are packed. */
export const analyseOptions = (run: ActionRun, nix: NixFinder): AnalyseOptions => {
  const { deps, inputs, context } = run;
  const { githubToken: token } = inputs;
  const github = token === undefined ? undefined : { actor: context.actor, token };
  return {
    ...{ deps, nix, buildArgs: inputs.buildArgs },
    ...defined({ platform: inputs.platform }),
    registry: { insecure: inputs.registryInsecure, ...defined({ github }) },
    silences: readSilences("ignore-findings", inputs.ignoreFindings),
    publishing: publishingFacts(publishPlaces(run)),
  };
};
