import type { CommentOutcome, GitHubContext } from "../github/index.ts";
import type { Report } from "../report/index.ts";
import { commentMarker, mergeSections, renderComment, worthPosting } from "../report/render/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { Outputs } from "./outputs.ts";
import { headRevisionOf } from "./write-reports.ts";

/** Brings the comment on the pull request up to date; never fails for a missing permission or for GitHub's own trouble. */
export const commentReports = async (reports: readonly Report[], run: ActionRun): Promise<Outputs> => {
  const { context, inputs, api } = run;
  if (context.pullRequest === undefined || inputs.comment === "never" || api === undefined) return {};
  const head = headRevisionOf(run);
  const sections = reports.map((report) => ({ report }));
  const body = renderComment(sections, {
    workflow: context.workflow,
    writer: { job: context.job, run: context.runId, attempt: context.runAttempt, head },
    runUrl: context.runUrl,
    headRevision: head,
  });
  const outcome = await api(context.pullRequest.number, {
    marker: commentMarker(context.workflow),
    mayCreate: inputs.comment === "always" || reports.some(worthPosting),
    compose: ({ bodies, written }) => mergeSections(bodies, body, { yields: written }),
  });
  return tellOutcome(outcome, run);
};

const tellOutcome = (outcome: CommentOutcome, { deps: { log }, context }: ActionRun): Outputs => {
  switch (outcome.kind) {
    case "forbidden":
      log.warning(forbidden(context, outcome.status));
      return {};
    case "failed":
      log.warning(
        `GitHub could not be asked for the comment: ${outcome.problem}. The report is in the job summary; run the job again.`,
      );
      return {};
    case "locked":
      log.warning(
        "The conversation of this pull request is locked and takes no comment; the report is in the job summary.",
      );
      return {};
    case "not-needed":
      log.info("Nothing in the image changed that is worth a comment.");
      return {};
    case "removed":
      log.info("The comment was deleted as soon as it was written, so it is not written again.");
      return {};
    case "contested":
      log.warning(
        `Other jobs kept writing over this job's part of the comment: ${outcome.url}. Its report is in the job summary; run the job again.`,
      );
      return { "comment-url": outcome.url };
    case "created":
    case "updated":
    case "unchanged":
      log.info(`Comment ${outcome.kind}: ${outcome.url}`);
      return { "comment-url": outcome.url };
  }
};

const forbidden = ({ pullRequest }: GitHubContext, status: number): string => {
  const found = `The token may not comment on this pull request (status ${status}); the report is in the job summary.`;
  return pullRequest?.fromFork === true
    ? `${found} Pull requests from forks get a read-only token.`
    : `${found} Add this to the job:\npermissions:\n  contents: read\n  pull-requests: write`;
};
