import type { Log } from "../core/log.ts";
import type { CommentOutcome } from "../github/index.ts";
import type { Outputs } from "./outputs.ts";

export interface CommentTelling {
  readonly log: Log;
  /** Where the report is to be read without a comment, as the end of a sentence. */
  readonly elsewhere: string;
  /** What gives the token its permission. */
  readonly advice: string;
}

/** Says what became of the comment, and gives out its address. */
export const tellComment = (outcome: CommentOutcome, { log, elsewhere, advice }: CommentTelling): Outputs => {
  switch (outcome.kind) {
    case "forbidden":
      log.warning(`The token may not comment on this pull request (status ${outcome.status}); ${elsewhere}. ${advice}`);
      return {};
    case "failed":
      log.warning(`GitHub could not be asked for the comment: ${outcome.problem}; ${elsewhere}. Run the job again.`);
      return {};
    case "locked":
      log.warning(`The conversation of this pull request is locked and takes no comment; ${elsewhere}.`);
      return {};
    case "not-needed":
      log.info("Nothing in the image changed that is worth a comment.");
      return {};
    case "removed":
      log.info("The comment was deleted as soon as it was written, so it is not written again.");
      return {};
    case "contested":
      log.warning(
        `Other jobs kept writing over this job's part of the comment, ${outcome.url}; ${elsewhere}. Run the job again.`,
      );
      return { "comment-url": outcome.url };
    case "created":
    case "updated":
    case "unchanged":
      log.info(`Comment ${outcome.kind}: ${outcome.url}`);
      return { "comment-url": outcome.url };
  }
};
