import { clip, TERMINAL_WIDTH, wrap } from "../../../core/columns.ts";
import { nameOf } from "../../../core/store-path.ts";
import { formatBytes, plural } from "../../../core/units.ts";
import type { Report } from "../../model.ts";
import type { WeighedPath, WhyAnswer } from "../../query/index.ts";
import { type Paint, paintFor } from "../paint.ts";
import { Branches } from "./branches.ts";
import { fileWords, layerWords, page, shortPath, titleLine } from "./page.ts";
import { WEIGHTS, weightColumns, weightHead } from "./weights.ts";

const REFERRERS = 10;

const sizeLines = ({ contentSize, files, layers, retainedSize, dominator }: WhyAnswer): readonly string[] => {
  const where = layers.length === 1 ? `layer ${layerWords(layers)}` : `layers ${layerWords(layers)}`;
  const first = `  ${formatBytes(contentSize)} unpacked in ${fileWords(files)}, ${where}`;
  if (retainedSize === undefined) return [clip(first, TERMINAL_WIDTH)];
  const held = dominator === undefined ? "" : `; every way to it passes ${nameOf(dominator)}`;
  return [clip(first, TERMINAL_WIDTH), ...paragraph(`Removing it frees ${formatBytes(retainedSize)} of NARs${held}`)];
};

const chainLines = ({ chain }: WhyAnswer, paint: Paint): readonly string[] => {
  if (chain === undefined) return [];
  const branches = new Branches();
  const rows = chain.flatMap((link, depth) => {
    const drawn = branches.before(depth, true);
    const name = clip(drawn + link.name, TERMINAL_WIDTH - WEIGHTS);
    const isLast = depth === chain.length - 1;
    return [weightColumns(link) + (isLast ? paint.bold(name) : name), ...evidenceLines(link, drawn.length, paint)];
  });
  return [`${weightHead(paint)}  ${paint.bold("Shortest chain from the image")}`, ...rows];
};

/** Where the reference to a path is written, below the path's own row: a file of the path in the row above, or the image's. */
const evidenceLines = ({ evidence }: WeighedPath, indent: number, paint: Paint): readonly string[] => {
  if (evidence === undefined) return [];
  const left = WEIGHTS + indent;
  const where = evidence.startsWith("/") ? "in " : "in the config: ";
  const file = evidence.replace(/^\/nix\/store\/[^/]+\//, "");
  return [" ".repeat(left) + paint.dim(where + shortPath(file, TERMINAL_WIDTH - left - where.length))];
};

const referrerLines = ({ referrers }: WhyAnswer, paint: Paint): readonly string[] => {
  if (referrers.length === 0) return [];
  const left = referrers.length - REFERRERS;
  return [
    `${weightHead(paint)}  ${paint.bold(`Referrers (${referrers.length})`)}`,
    ...referrers
      .slice(0, REFERRERS)
      .flatMap((link) => [
        weightColumns(link) + clip(link.name, TERMINAL_WIDTH - WEIGHTS),
        ...evidenceLines(link, 0, paint),
      ]),
    ...(left > 0 ? [`${" ".repeat(WEIGHTS)}+${left} more`] : []),
  ];
};

const rootLines = ({ chain, referrers }: WhyAnswer): readonly string[] => {
  if (chain?.length !== 1) return [];
  const cutting = referrers.length === 0 ? "no store path refers to it" : "cutting references does not free it";
  return paragraph(`The image itself asks for it; ${cutting}.`);
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
      rootLines(answer),
      cutLines(answer),
      unknownLines(answer),
    ]),
  ]);
};
