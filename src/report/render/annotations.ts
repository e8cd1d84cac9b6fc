import { nameOf, type StorePath } from "../../core/store-path.ts";
import { formatBytes } from "../../core/units.ts";
import { visible } from "../../core/visible.ts";
import type { Finding } from "../findings/index.ts";
import type { Report } from "../model.ts";
import { pageOf, sortFindings, wordFindings } from "./finding-words.ts";

/** Of one image: there may be others in the same step. */
const MOST = 5;

/** A finding that a change brought, as a message beside the code. */
export interface FindingAnnotation {
  readonly title: string;
  readonly message: string;
  /** Store paths from a root of the image to what it is about; whoever wrote one of them can do something. */
  readonly chain: readonly StorePath[];
}

/** The errors and warnings that the change brought, worst first; none without a comparison, when nothing is new. */
export const findingAnnotations = (report: Report): readonly FindingAnnotation[] => {
  const { fresh, isCompared } = sortFindings(report);
  if (!isCompared) return [];
  return wordFindings(fresh, { name: visible, word: visible })
    .slice(0, MOST)
    .map(({ finding, title, sentence, advice }) => {
      const size = finding.bytes === undefined ? "" : ` (${formatBytes(finding.bytes)})`;
      return {
        title: `${visible(report.image.name)}: ${title.toLowerCase()}${size}`,
        message: `${sentence}. ${advice}\n${finding.id}: ${pageOf(finding)}`,
        chain: chainTo(finding, report),
      };
    });
};

const chainTo = ({ items, subject }: Finding, { storePaths }: Report): readonly StorePath[] => {
  const about = items.flatMap(({ path }) => path ?? [])[0];
  const entry = storePaths.find(({ path }) => (about === undefined ? nameOf(path) === subject : path === about));
  return entry?.whyChain ?? [];
};
