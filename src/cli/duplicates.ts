import { findDuplicates } from "../image/index.ts";
import type { DuplicatesArgs } from "../inputs/index.ts";
import { findRepeatedPackages } from "../report/query/index.ts";
import { renderDuplicates } from "../report/render/index.ts";
import type { CliDeps } from "./deps.ts";
import { analyseQuery, limitOf, printAnswers } from "./query.ts";

/** `nix-image duplicates` */
export const duplicatesCommand = async (args: DuplicatesArgs, cli: CliDeps): Promise<void> => {
  const limit = limitOf(args);
  const answers = (await analyseQuery(args, cli)).map(({ image, report }) => {
    const files = findDuplicates(
      image.layers.map((layer) => layer.files),
      limit,
    );
    const found = { ...files, packages: findRepeatedPackages(report) };
    return {
      report,
      data: () => ({ ...found, packages: found.packages.slice(0, limit) }),
      text: () => renderDuplicates(report, found, { limit, colour: cli.colour }),
    };
  });
  printAnswers("duplicates", answers, { args, cli });
};
