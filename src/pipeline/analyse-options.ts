import { defined } from "../core/defined.ts";
import type { OpenPacker } from "../image/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { AnalyseOptions } from "./analyse.ts";
import type { NixFinder } from "./find-nix.ts";
import { publishSettings } from "./publish-all.ts";
import { publishingFacts } from "./publishing-facts.ts";
import { readSilences } from "./silences.ts";

/** How the Action's inputs have images built and read. */
export const analyseOptions = async (
  run: ActionRun,
  nix: NixFinder,
  openPacker: OpenPacker,
): Promise<AnalyseOptions> => {
  const { deps, inputs, context } = run;
  const { githubToken: token } = inputs;
  const github = token === undefined ? undefined : { actor: context.actor, token };
  return {
    ...{ deps, nix, buildArgs: inputs.buildArgs, openPacker },
    ...defined({ platform: inputs.platform }),
    registry: { insecure: inputs.registryInsecure, ...defined({ github }) },
    silences: readSilences("ignore-findings", inputs.ignoreFindings),
    publishing: publishingFacts(await publishSettings(run)),
  };
};
