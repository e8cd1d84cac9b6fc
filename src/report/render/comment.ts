import type { Report } from "../model.ts";
import { type Extent, imageSection, type Origin } from "./image-markdown.ts";
import { commentMarker, sectionKey } from "./marker.ts";
import { COMMENT_LIMIT, joinSections } from "./sections.ts";

const EXTENT: Extent = { current: "this PR", packages: 10, changes: 200, layers: 40, storePaths: 20, files: 0 };

export interface CommentSection {
  readonly report: Report;
}

export interface CommentOptions extends Origin {
  /** Names the comment: one for each workflow of a pull request. */
  readonly workflow: string;
  /** UTF-16 units. */
  readonly limit?: number | undefined;
}

/** The whole comment on a pull request: hidden marker, then a section for each image and platform. */
export const renderComment = (sections: readonly CommentSection[], options: CommentOptions): string =>
  joinSections(
    commentMarker(options.workflow),
    sections.map(({ report }) => ({ key: sectionKey(report.image), text: imageSection(report, EXTENT, options) })),
    options.limit ?? COMMENT_LIMIT,
  );
