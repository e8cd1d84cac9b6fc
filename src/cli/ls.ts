import { InputError } from "../core/errors.ts";
import { plural } from "../core/units.ts";
import { diffLayer, listFolder } from "../image/index.ts";
import type { LsArgs } from "../inputs/index.ts";
import type { Analysis } from "../pipeline/analyse.ts";
import { renderLayerChanges, renderListing } from "../report/render/index.ts";
import type { CliDeps } from "./deps.ts";
import { type Answer, analyseQuery, limitOf, printAnswers } from "./query.ts";

/** `nix-image ls` */
export const lsCommand = async (args: LsArgs, cli: CliDeps): Promise<void> => {
  const asked = {
    query: args.path.startsWith("/") ? args.path : `/${args.path}`,
    limit: limitOf(args),
    colour: cli.colour,
  };
  const { layer } = args;
  if (layer !== undefined && !/^[-+]?\d+$/.test(layer)) {
    throw new InputError("BAD_INPUT", `--layer is ${JSON.stringify(layer)}; expected the number of a layer, from 1`);
  }
  const analyses = await analyseQuery(args, cli);
  const answers = analyses.map((analysis) =>
    layer === undefined ? listAnswer(analysis, asked) : changesAnswer(analysis, { ...asked, layer: Number(layer) }),
  );
  printAnswers("ls", answers, { args, cli });
};

interface Asked {
  readonly query: string;
  readonly limit: number;
  readonly colour: boolean;
}

const listAnswer = ({ image, report }: Analysis, { query, limit, colour }: Asked): Answer => {
  const files = image.layers.map((layer) => layer.files);
  const answer = listFolder(files, query, limit);
  if (answer.kind === "missing") throw missing(report.image.source, query, answer);
  const { listing } = answer;
  return {
    report,
    data: () => ({ query, ...listing }),
    text: () => renderListing(report, query, { listing, colour }),
  };
};

const changesAnswer = (
  { image, report }: Analysis,
  { query, limit, colour, layer }: Asked & { readonly layer: number },
): Answer => {
  const files = image.layers.map((one) => one.files);
  if (layer < 1 || layer > files.length) throw noSuchLayer(report.image.source, layer, files.length);
  const changes = diffLayer(files, { index: layer - 1, path: query, limit });
  if (changes === undefined) throw missing(report.image.source, query, { near: [] });
  return {
    report,
    data: () => ({ query, layer, ...changes }),
    text: () => renderLayerChanges(report, { layer, path: query }, { changes, colour }),
  };
};

const noSuchLayer = (source: string, layer: number, count: number): InputError =>
  new InputError(
    "NO_LAYER",
    `${source}: --layer is ${layer}, the image has ${plural(count, "layer")}${count === 0 ? "" : `; give a number from 1 to ${count}`}`,
  );

interface Hints {
  readonly near: readonly string[];
  readonly link?: string;
}

const missing = (source: string, query: string, { near, link }: Hints): InputError => {
  const guess = near.filter((path) => path !== query);
  const names = guess.length === 0 ? "" : ` (did you mean ${guess.join(", ")}?)`;
  const hint = link === undefined ? names : ` (${link} is a link that leads nowhere)`;
  return new InputError("NO_PATH", `${source}: ${query} is not in the image${hint}; nix-image ls shows what is`);
};
