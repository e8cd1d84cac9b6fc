import { clip, TERMINAL_WIDTH, wrap } from "../../core/columns.ts";
import { formatBytes } from "../../core/units.ts";
import { visible } from "../../core/visible.ts";
import type { Finding } from "../findings/index.ts";
import type { Report } from "../model.ts";
import { elide } from "./chain.ts";
import { countWords, sortFindings, type Worded, wordFindings } from "./finding-words.ts";
import type { Paint } from "./paint.ts";

/** Findings with what to do about them; of the others only the sentence. */
const WITH_FIX = 5;
const NOTES = 8;
const INDENT = "      ";

const MARK: Readonly<Record<Finding["severity"], string>> = { error: "✗", warning: "!", info: "·" };

const short = (untrusted: string): string => clip(untrusted, 60);

const worded = (findings: readonly Finding[]): readonly Worded[] =>
  wordFindings(findings, { name: short, word: short });

const headLine = ({ finding, title }: Worded, isNew: boolean, paint: Paint): string => {
  const size = finding.bytes === undefined ? "" : ` · ${formatBytes(finding.bytes)}`;
  const text = `  ${MARK[finding.severity]} ${title}${size}${isNew ? " · new" : ""}`;
  return finding.severity === "error" ? paint.red(text) : text;
};

const indented = (text: string): readonly string[] =>
  wrap(text, TERMINAL_WIDTH - INDENT.length, "").map((line) => INDENT + line);

const chainLine = ({ chain }: Finding): readonly string[] =>
  chain === undefined || chain.length < 2
    ? []
    : [clip(`${INDENT}by way of ${elide(chain).map(visible).join(" → ")}`, TERMINAL_WIDTH)];

const inFull = (line: Worded, isNew: boolean, paint: Paint): readonly string[] => [
  headLine(line, isNew, paint),
  ...indented(`${line.sentence}.`),
  ...chainLine(line.finding).map(paint.dim),
  ...indented(line.advice).map(paint.dim),
  ...line.nix.split("\n").map((text) => `${INDENT}  ${visible(text)}`), // code that is cut cannot be pasted
  paint.dim(`${INDENT}More on this: docs/findings/${line.finding.id}.md`),
];

const inShort = (line: Worded): readonly string[] =>
  wrap(`${MARK[line.finding.severity]} ${line.finding.id}: ${line.sentence}`, TERMINAL_WIDTH - 4, "  ").map(
    (text) => `  ${text}`,
  );

/** What is wrong with the image, what to do about it, and what is good to know. */
export const terminalFindings = (report: Report, paint: Paint): readonly string[] => {
  const sorted = sortFindings(report);
  const words = countWords(sorted);
  if (words === "") return [];
  const serious = [
    ...worded(sorted.fresh).map((line) => ({ line, isNew: sorted.isCompared })),
    ...worded(sorted.known).map((line) => ({ line, isNew: false })),
  ];
  return [
    paint.bold(`Findings: ${words}`),
    ...serious.slice(0, WITH_FIX).flatMap(({ line, isNew }) => inFull(line, isNew, paint)),
    ...serious.slice(WITH_FIX).flatMap(({ line }) => inShort(line)),
    ...worded(sorted.notes.slice(0, NOTES)).flatMap(inShort).map(paint.dim),
    ...worded(sorted.resolved).map((line) => paint.green(clip(`  ✓ resolved: ${line.title}`, TERMINAL_WIDTH))),
  ];
};
