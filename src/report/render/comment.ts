import { type Extent, imageSection, type Origin } from "./image-markdown.ts";
import { commentMarker, sectionKey, type Writer } from "./marker.ts";
import { COMMENT_LIMIT, joinSections, numberKeys } from "./sections.ts";
import { type CommentSection, tellApart } from "./tell-apart.ts";

const EXTENT: Extent = {
  current: "this PR",
  packages: 10,
  changes: 200,
  layers: 40,
  storePaths: 20,
  files: 0,
  findings: 5,
  diagrams: false,
  trend: [],
};

export interface CommentOptions extends Origin {
  /** Names the comment: one for each workflow of a pull request. */
  readonly workflow: string;
  /** Marks the sections, so that a later run of the job can drop those that it does not write any more. */
  readonly writer?: Writer | undefined;
  /** UTF-16 units. */
  readonly limit?: number | undefined;
}

/** The whole comment on a pull request: hidden marker, then a section for each image and platform. */
export const renderComment = (sections: readonly CommentSection[], options: CommentOptions): string => {
  const written = tellApart(sections).map(({ report }) => ({
    key: sectionKey(report.image),
    ...(options.writer === undefined ? {} : { writer: options.writer }),
    text: imageSection(report, EXTENT, options),
  }));
  const comment = { marker: commentMarker(options.workflow), sections: numberKeys(written) };
  return joinSections(comment, options.limit ?? COMMENT_LIMIT);
};
