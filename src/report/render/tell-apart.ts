import type { Report } from "../model.ts";

/** A report that gets a section of its own. */
export interface CommentSection {
  readonly report: Report;
}

/** The sections with images of one name and platform called by what they were made from too, and numbered within that. */
export const tellApart = (sections: readonly CommentSection[]): readonly CommentSection[] =>
  sections.map((section) => {
    const { image } = section.report;
    const alike = sections.filter(({ report }) => isAlike(report.image, image));
    if (alike.length === 1) return section;
    const twins = alike.filter(({ report }) => report.image.source === image.source);
    const number = twins.length === 1 ? "" : `, ${twins.indexOf(section) + 1}`;
    const name = `${image.name} (${image.source}${number})`;
    return { report: { ...section.report, image: { ...image, name } } };
  });

const isAlike = (a: Report["image"], b: Report["image"]): boolean => a.name === b.name && a.platform === b.platform;
