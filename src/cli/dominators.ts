import type { DominatorsArgs } from "../inputs/index.ts";
import { buildDominators } from "../report/query/index.ts";
import { renderDominators } from "../report/render/index.ts";
import type { CliDeps } from "./deps.ts";
import { analyseQuery, depthOf, limitOf, needReferences, printAnswers } from "./query.ts";

/** `nix-image dominators` */
export const dominatorsCommand = async (args: DominatorsArgs, cli: CliDeps): Promise<void> => {
  const extent = { depth: depthOf(args.depth), limit: limitOf(args) };
  const answers = (await analyseQuery(args, cli)).map(({ report }) => {
    needReferences(report);
    const tree = buildDominators(report, extent);
    return { report, data: () => tree, text: () => renderDominators(report, tree, cli.colour) };
  });
  printAnswers("dominators", answers, { args, cli });
};
