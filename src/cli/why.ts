import type { WhyArgs } from "../inputs/index.ts";
import { explainPaths } from "../report/query/index.ts";
import { renderWhy } from "../report/render/index.ts";
import type { CliDeps } from "./deps.ts";
import { analyseQuery, findWanted, printAnswers } from "./query.ts";

/** `nix-image why` */
export const whyCommand = async (args: WhyArgs, cli: CliDeps): Promise<void> => {
  const { wanted: query } = args;
  const hits = findWanted(await analyseQuery(args, cli), query);
  const answers = hits.map(({ report, references, found }) => {
    const paths = explainPaths(report, found, references.evidence);
    return {
      report,
      data: () => ({ query, storePaths: paths }),
      text: () => renderWhy(report, query, { answers: paths, colour: cli.colour }),
    };
  });
  printAnswers("why", answers, { args, cli });
};
