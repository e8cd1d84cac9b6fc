import { parseStorePath, type StorePath } from "../../../core/store-path.ts";
import { shorten, visible } from "../../../core/visible.ts";
import type { Finding } from "../../findings/index.ts";
import type { Report } from "../../model.ts";
import { pageOf, sortFindings, type Worded, wordFindings } from "../finding-words.ts";
import type { PageFinding } from "./page-data.ts";
import { MARKED, type Rich, richOf } from "./rich.ts";

type Numbers = ReadonlyMap<StorePath, number>;

/** All findings in words: those that the change brought first, then the known ones, notes, and what is resolved. */
export const pageFindings = (report: Report, numbers: Numbers): readonly PageFinding[] => {
  const { fresh, known, notes, resolved, isCompared } = sortFindings(report);
  const page = (findings: readonly Finding[], state: PageFinding["state"]): readonly PageFinding[] =>
    wordFindings(findings, MARKED).map((worded) => pageFinding(worded, state, numbers));
  return [
    ...page(fresh, isCompared ? "new" : "current"),
    ...page(known, "known"),
    ...page(notes, "current"),
    ...page(resolved, "resolved"),
  ];
};

const LONGEST = 120;

const pageFinding = (worded: Worded, state: PageFinding["state"], numbers: Numbers): PageFinding => {
  const { finding, title, sentence, advice, nix } = worded;
  const { id, severity, bytes, chain } = finding;
  return {
    ...{ id, severity, state, title, advice: visible(advice), url: pageOf(finding) },
    sentence: capitalised(richOf(sentence)),
    nix: nix.split("\n").map(visible).join("\n"),
    paths: [...new Set(pathsOf(finding).flatMap((path) => numbers.get(path) ?? []))],
    ...(bytes === undefined ? {} : { bytes }),
    ...(chain === undefined ? {} : { chain: chain.map((name) => shorten(visible(name), LONGEST)) }),
  };
};

/** In other renderings the sentence follows the finding's name. */
const capitalised = ([first, ...others]: Rich): Rich =>
  first?.kind === "text"
    ? [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...others]
    : [...(first === undefined ? [] : [first]), ...others];

const pathsOf = ({ subject, items }: Finding): readonly StorePath[] => [
  ...[parseStorePath(subject)].filter((path) => path !== undefined),
  ...items.flatMap(({ path }) => path ?? []),
];
