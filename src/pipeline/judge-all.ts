import { defined } from "../core/defined.ts";
import type { GitHubContext, LabelOwner } from "../github/index.ts";
import { type Judging, judgeBudgets, override, type Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";

/** Every report with what became of the budgets. GitHub is asked for the override label only when one would fail. */
export const judgeAll = async (reports: readonly Report[], run: ActionRun): Promise<readonly Report[]> => {
  const judged = reports.map((report) => judgeReport(report, judgingOf(run)));
  if (judged.every(({ budgets }) => budgets?.verdict !== "fail")) return judged;
  const label = await findOverride(run);
  if (label === undefined) return judged;
  return judged.map((report) =>
    report.budgets === undefined ? report : { ...report, budgets: override(report.budgets, label) },
  );
};

/** The report with what became of the budgets, as it is when none is set. */
export const judgeReport = (report: Report, judging: Judging): Report => {
  const budgets = judgeBudgets(report, judging);
  return budgets === undefined ? report : { ...report, budgets };
};

/** The label is told of where there is something to put it on. */
const judgingOf = ({ inputs, context }: ActionRun): Judging => {
  const { overrideLabel, ...budgets } = inputs.budgets;
  return { ...budgets, ...defined({ overrideLabel: context.pullRequest && overrideLabel }) };
};

/** The override label, if the pull request has it; GitHub takes no notice of the case of labels. */
const findOverride = async (run: ActionRun): Promise<string | undefined> => {
  const { overrideLabel } = run.inputs.budgets;
  if (overrideLabel === undefined) return undefined;
  const wanted = overrideLabel.toLowerCase();
  return (await labelsOf(run)).some((name) => name.toLowerCase() === wanted) ? overrideLabel : undefined;
};

/**
 * The event tells the labels of its moment, and a job that is run again gets the same event: so GitHub is asked first.
 * What a label let through on a pull request may also be published once it is merged.
 */
const labelsOf = async ({ context, labels, deps }: ActionRun): Promise<readonly string[]> => {
  const answer = await labels?.(labelOwner(context));
  if (answer?.kind === "labels") return answer.names;
  const why = answer === undefined ? "there is no token to ask GitHub with" : answer.problem;
  const { pullRequest } = context;
  if (pullRequest === undefined) {
    deps.log.info(
      `The labels of the pull request that was merged are not known: ${why}; the job needs pull-requests: read`,
    );
    return [];
  }
  deps.log.debug(`Labels of the pull request are those of the event: ${why}`);
  return pullRequest.labels;
};

/** A merge queue tests each pull request on a branch of its own, which is named for it. */
const QUEUED = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]{40}$/;

const labelOwner = ({ pullRequest, ref, sha }: GitHubContext): LabelOwner => {
  const number = pullRequest?.number ?? QUEUED.exec(ref)?.[1];
  return number === undefined ? { kind: "merge", sha } : { kind: "pull-request", number: Number(number) };
};
