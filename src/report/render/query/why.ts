import { clip, TERMINAL_WIDTH, wrap } from "../../../core/columns.ts";
import { nameOf } from "../../../core/store-path.ts";
import { formatBytes, plural } from "../../../core/units.ts";
import type { Report } from "../../model.ts";
import type { WhyAnswer } from "../../query/index.ts";
import { type Paint, paintFor } from "../paint.ts";
import { Branches } from "./branches.ts";
import { fileWords, layerWords, page, titleLine } from "./page.ts";
import { WEIGHTS, weightColumns, weightHead } from "./weights.ts";

const REFERRERS = 10;

const sizeLines = ({ contentSize, files, layers, retainedSize, dominator }: WhyAnswer): readonly string[] => {
  const where = layers.length === 1 ? `layer ${layerWords(layers)}` : `layers ${layerWords(layers)}`;
  const first = `  ${formatBytes(contentSize)} unpacked in ${fileWords(files)}, ${where}`;
  if (retainedSize === undefined) return [clip(first, TERMINAL_WIDTH)];
  const held = dominator === undefined ? "" : `; every way to it passes ${nameOf(dominator)}`;
  return [clip(first, TERMINAL_WIDTH), ...paragraph(`Removing it frees ${formatBytes(retainedSize)}${held}`)];
};

const chainLines = ({ chain }: WhyAnswer, paint: Paint): readonly string[] => {
  if (chain === undefined) return [];
  const branches = new Branches();
  const rows = chain.map((link, depth) => {
    const name = clip(branches.before(depth, true) + link.name, TERMINAL_WIDTH - WEIGHTS);
    return weightColumns(link) + (depth === chain.length - 1 ? paint.bold(name) : name);
  });
  return [`${weightHead(paint)}  ${paint.bold("Shortest chain from the image")}`, ...rows];
};

const referrerLines = ({ referrers, chain }: WhyAnswer, paint: Paint): readonly string[] => {
  if (referrers.length === 0)
    return chain === undefined ? [] : ["  Nothing refers to it: the image holds it for its own sake."];
  const left = referrers.length - REFERRERS;
  return [
    `${weightHead(paint)}  ${paint.bold(`Referrers (${referrers.length})`)}`,
    ...referrers.slice(0, REFERRERS).map((link) => weightColumns(link) + clip(link.name, TERMINAL_WIDTH - WEIGHTS)),
    ...(left > 0 ? [`${" ".repeat(WEIGHTS)}+${left} more`] : []),
  ];
};

const cutLines = ({ cut }: WhyAnswer): readonly string[] =>
  cut === undefined
    ? []
    : paragraph(`Cut the reference ${nameOf(cut.from)} → ${nameOf(cut.to)} to free ${formatBytes(cut.frees)}.`);

const unknownLines = ({ retainedSize }: WhyAnswer): readonly string[] =>
  retainedSize === undefined ? paragraph(NO_REFERENCES) : [];

const paragraph = (text: string): readonly string[] =>
  wrap(text, TERMINAL_WIDTH - INDENT.length, "").map((line) => INDENT + line);

const INDENT = "  ";

const NO_REFERENCES =
  "Nobody here knows what refers to it. Run this where Nix has the image's store paths, such as the machine that built it.";

/** Why each of some store paths is in the image, and what it costs, for a terminal of 80 columns. */
export const renderWhy = (
  report: Report,
  query: string,
  { answers, colour }: { readonly answers: readonly WhyAnswer[]; readonly colour: boolean },
): string => {
  const paint = paintFor(colour);
  const title = `why ${query}: ${plural(answers.length, "store path")}`;
  return page([
    [titleLine(report, title, paint)],
    ...answers.flatMap((answer) => [
      [paint.bold(clip(answer.path, TERMINAL_WIDTH)), ...sizeLines(answer)],
      chainLines(answer, paint),
      referrerLines(answer, paint),
      cutLines(answer),
      unknownLines(answer),
    ]),
  ]);
};
