import type { Log } from "../core/log.ts";
import {
  type CommentOutcome,
  type FinishedRun,
  GitHubError,
  type PullAnswer,
  type StickyComment,
} from "../github/index.ts";
import type { CommentInputs } from "../inputs/index.ts";
import { commentMarker, mergeSections, renderComment, worthPosting } from "../report/render/index.ts";
import { claimedPull, judgeClaim } from "./check-claims.ts";
import type { Outputs } from "./outputs.ts";
import { readArtifacts, refused, type UploadedReport } from "./read-artifacts.ts";
import { tellComment } from "./tell-comment.ts";

/** A run on `workflow_run`, which comments for a run that could not. */
export interface ForkRun {
  readonly inputs: CommentInputs;
  readonly run: FinishedRun;
  /** `owner/name` of this repository. */
  readonly repository: string;
  /** Address of the finished run. */
  readonly runUrl: string;
  readonly readPull: (number: number) => Promise<PullAnswer>;
  readonly comment: (issue: number, comment: StickyComment) => Promise<CommentOutcome>;
  readonly log: Log;
}

/**
 * Comments with what another run has uploaded. That run's code was a stranger's, so of its artifacts only data is taken,
 * and only after GitHub has confirmed which pull request they are for; every link leads where GitHub says.
 */
export const commentArtifacts = async (fork: ForkRun): Promise<Outputs> => {
  const { inputs, run, log } = fork;
  if (run.eventName !== "pull_request") {
    throw new GitHubError(
      "BAD_CONTEXT",
      `the run that has ended was on ${run.eventName} (expected pull_request); add this to the job: ` +
        "if: github.event.workflow_run.event == 'pull_request'",
    );
  }
  const uploaded = await readArtifacts(inputs.report);
  if (uploaded.length === 0) {
    log.info(`The run uploaded no report: there is nothing in ${inputs.report}.`);
    return {};
  }
  const number = claimedPull(uploaded, run);
  const wanted = uploaded.filter(({ facts }) => facts.comment !== "never");
  const [first] = wanted;
  if (number === undefined || first === undefined) {
    log.info("The run wanted no comment (comment: never).");
    return {};
  }
  const late = await confirm(fork, number, first.file);
  return late ?? write(fork, number, wanted);
};

/** Nothing when GitHub confirms that the run was for this pull request; the outputs when there is nothing to be written. */
const confirm = async (
  { run, repository, readPull, log }: ForkRun,
  number: number,
  file: string,
): Promise<Outputs | undefined> => {
  const answer = await readPull(number);
  switch (answer.kind) {
    case "missing":
      throw refused(file, `names pull request ${number}, which ${repository} does not have`);
    case "pull": {
      const verdict = judgeClaim({ file, number, pull: answer.pull, run, repository });
      if (verdict.kind === "comment") return undefined;
      log.info(`No comment: ${verdict.why}.`);
      return {};
    }
    default:
      return tellComment(answer, { log, ...WORDS });
  }
};

const write = async (fork: ForkRun, number: number, uploaded: readonly UploadedReport[]): Promise<Outputs> => {
  const { inputs, run, log } = fork;
  const bodies = uploaded.map((one) => render(one, fork));
  const [last = "", ...others] = bodies.toReversed();
  const reports = uploaded.flatMap((one) => one.reports);
  const outcome = await fork.comment(number, {
    marker: commentMarker(run.workflow),
    mayCreate: inputs.comment === "always" || reports.some(worthPosting),
    compose: ({ bodies: standing, written }) =>
      mergeSections(standing, mergeSections(others.toReversed(), last), { yields: written }),
  });
  return tellComment(outcome, { log, ...WORDS });
};

/** What fits the schema may still contradict itself: that is the file's fault, too. */
const render = ({ file, facts, reports }: UploadedReport, { run, runUrl }: ForkRun): string => {
  try {
    return renderComment(
      reports.map((report) => ({ report })),
      {
        workflow: run.workflow,
        writer: { job: facts.job, run: run.id, attempt: run.attempt, head: run.headSha },
        runUrl,
        artifactUrl: `${runUrl}#artifacts`,
        headRevision: run.headSha,
      },
    );
  } catch (error) {
    throw refused(file, `cannot be shown (${String(error)})`);
  }
};

const WORDS = {
  elsewhere: "the report is in the job summary of the run that built the image",
  advice: "Add this to the workflow:\npermissions:\n  actions: read\n  pull-requests: write",
} as const;
