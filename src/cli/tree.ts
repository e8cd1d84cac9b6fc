import { plural } from "../core/units.ts";
import type { TreeArgs } from "../inputs/index.ts";
import type { Report, ReportStorePath } from "../report/index.ts";
import { collectGraph, type References, walkReferences, weighPath } from "../report/query/index.ts";
import { renderDot, renderTree } from "../report/render/index.ts";
import type { CliDeps } from "./deps.ts";
import { type Answer, analyseQuery, depthOf, findWanted, needReferences, printAnswers } from "./query.ts";

/** `nix-image tree` */
export const treeCommand = async (args: TreeArgs, cli: CliDeps): Promise<void> => {
  const depth = args.depth === undefined ? Number.POSITIVE_INFINITY : depthOf(args.depth);
  const analyses = await analyseQuery(args, cli);
  const starts =
    args.wanted === undefined
      ? analyses.map(({ report }) => ({ report, found: needReferences(report).roots }))
      : findWanted(analyses, args.wanted);
  const answers = starts.map((start) => answer(start, depth, { args, cli }));
  printAnswers("tree", answers, { args, cli });
};

interface Start {
  readonly report: Report;
  readonly found: readonly ReportStorePath[];
}

const answer = (
  { report, found }: Start,
  depth: number,
  { args, cli }: { readonly args: TreeArgs; readonly cli: CliDeps },
): Answer => {
  const references = needReferences(report);
  const graph = () => collectGraph(references, found, depth);
  const title = args.wanted === undefined ? plural(report.storePaths.length, "store path") : `below ${args.wanted}`;
  return {
    report,
    data: () => dataOf(references, found, graph()),
    text: () =>
      args.dot
        ? renderDot(report, graph())
        : renderTree(report, title, { rows: walkReferences(references, found, depth), colour: cli.colour }),
  };
};

const dataOf = (
  references: References,
  starts: readonly ReportStorePath[],
  { paths }: ReturnType<typeof collectGraph>,
): object => ({
  starts: starts.map(({ path }) => path),
  storePaths: paths.map((entry) => ({
    ...weighPath(entry),
    references: references.referencesOf(entry.path).map(({ path }) => path),
  })),
});
