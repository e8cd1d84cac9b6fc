import type { GitHubContext } from "../github/index.ts";
import type { Report } from "../report/index.ts";
import { commentMarker, mergeSections, renderComment, worthPosting } from "../report/render/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { Outputs } from "./outputs.ts";
import { tellComment } from "./tell-comment.ts";
import { headRevisionOf } from "./write-reports.ts";

/** Brings the comment on the pull request up to date; never fails for a missing permission or for GitHub's own trouble. */
export const commentReports = async (
  reports: readonly Report[],
  run: ActionRun,
  artifactUrl?: string,
): Promise<Outputs> => {
  const { context, inputs, api, deps } = run;
  if (context.pullRequest === undefined || inputs.comment === "never" || api === undefined) return {};
  const head = headRevisionOf(run);
  const sections = reports.map((report) => ({ report }));
  const body = renderComment(sections, {
    workflow: context.workflow,
    writer: { job: context.job, run: context.runId, attempt: context.runAttempt, head },
    runUrl: context.runUrl,
    artifactUrl,
    headRevision: head,
  });
  const outcome = await api(context.pullRequest.number, {
    marker: commentMarker(context.workflow),
    mayCreate: inputs.comment === "always" || reports.some(worthPosting),
    compose: ({ bodies, written }) => mergeSections(bodies, body, { yields: written }),
  });
  return tellComment(outcome, {
    log: deps.log,
    elsewhere: "the report is in the job summary",
    advice: advice(context),
  });
};

const advice = ({ pullRequest }: GitHubContext): string =>
  pullRequest?.fromFork === true
    ? "Pull requests from forks get a read-only token."
    : "Add this to the job:\npermissions:\n  contents: read\n  pull-requests: write";
