import { branchOf, type GitHubContext, type StagedReport } from "../github/index.ts";
import {
  extendTrend,
  type Report,
  renderReportFile,
  renderTrend,
  type TrendPoint,
  trendPoint,
} from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import { openCheckout } from "./open-checkout.ts";
import type { ImagePlan } from "./plan.ts";

/**
 * Prepares the reports of a branch's commit to be stored, as the baseline of pull requests that start from it, with the
 * trend up to it. A pull request's own report is nobody's baseline, and a dirty tree is not the commit that it would be
 * stored for.
 */
export const stageBaseline = async (
  plans: readonly ImagePlan[],
  { reports, trend }: { readonly reports: readonly Report[]; readonly trend: readonly TrendPoint[] },
  run: ActionRun,
): Promise<StagedReport | undefined> => {
  const { context, store } = run;
  if (store === undefined || branchOf(context) === undefined || plans.some(({ dirty }) => dirty)) return undefined;
  const git = await openCheckout(plans, run);
  const head = await git?.headRevision();
  if (git === undefined || head === undefined) return undefined;
  const plain = reports.map(({ comparison: _, ...report }) => report);
  // Each branch has the trend of the default branch, whose size is the one that people ask about.
  const extended = isOnDefaultBranch(context)
    ? extendTrend(trend, trendPoint(reports, { revision: head, date: await git.commitDate(head) }))
    : trend;
  return store.stage(head, { report: renderReportFile(plain), trend: renderTrend(extended) });
};

const isOnDefaultBranch = (context: GitHubContext): boolean => branchOf(context) === context.defaultBranch;
