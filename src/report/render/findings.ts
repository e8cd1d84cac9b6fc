import { formatBytes, plural } from "../../core/units.ts";
import type { Finding } from "../findings/index.ts";
import type { Report } from "../model.ts";
import { elide } from "./chain.ts";
import {
  countWords,
  pageOf,
  type SortedFindings,
  sortFindings,
  type Worded,
  wordFindings,
  worst,
} from "./finding-words.ts";
import { code, details, fence, link, phrase, strong } from "./markdown.ts";

/** Lines of the callout; the rest is folded with the others. */
const CALLED_OUT = 5;

const worded = (findings: readonly Finding[]): readonly Worded[] =>
  wordFindings(findings, { name: code, word: phrase });

const headOf = ({ finding, sentence }: Worded): string => {
  const { id, bytes } = finding;
  const size = bytes === undefined ? "" : ` · ${strong(formatBytes(bytes))}`;
  return `${link(`\`${id}\``, pageOf(finding))}${size} · ${sentence}`;
};

/** What is new and wrong, to be seen at once. */
export const findingsCallout = (report: Report): string | undefined => {
  const { fresh, isCompared } = sortFindings(report);
  const lines = worded(fresh);
  if (lines.length === 0) return undefined;
  const title = strong(plural(lines.length, isCompared ? "new finding" : "finding"));
  const shown = lines.slice(0, CALLED_OUT).map((line) => `> - ${headOf(line)}`);
  const more = lines.length > CALLED_OUT ? [`> - and ${lines.length - CALLED_OUT} more, below`] : [];
  return [`> [!${worst(fresh) === "error" ? "CAUTION" : "WARNING"}]`, `> ${title}`, ">", ...shown, ...more].join("\n");
};

const withFix = (line: Worded): string => {
  const { chain } = line.finding;
  const why = chain === undefined || chain.length < 2 ? "" : ` Why it is there: ${code(elide(chain).join(" → "))}.`;
  return `**${line.title}** · ${headOf(line)}.${why}\n\n${line.advice}\n\n${fence("nix", line.nix)}`;
};

const list = (title: string, lines: readonly Worded[]): string | undefined =>
  lines.length === 0 ? undefined : `**${title}**\n\n${lines.map((line) => `- ${headOf(line)}`).join("\n")}`;

const parts = (sorted: SortedFindings, limit: number): readonly (string | undefined)[] => {
  const serious = worded([...sorted.fresh, ...sorted.known]);
  const left = serious.slice(limit);
  return [
    ...serious.slice(0, limit).map(withFix),
    list("Further", left),
    list("Good to know", worded(sorted.notes)),
    list("Resolved", worded(sorted.resolved)),
  ];
};

/** All findings with what to do about them, folded. */
export const findingsDetails = (report: Report, limit: number): string | undefined => {
  const sorted = sortFindings(report);
  const body = parts(sorted, limit).filter((part) => part !== undefined);
  if (body.length === 0) return undefined;
  return details(`🩺 Findings: ${countWords(sorted)}`, body.join("\n\n"));
};
