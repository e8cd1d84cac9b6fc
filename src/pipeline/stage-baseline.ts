import { openGit } from "../git/index.ts";
import { branchOf, type StagedReport } from "../github/index.ts";
import { type Report, renderReportFile } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { ImagePlan } from "./plan.ts";

/**
 * Prepares the reports of a branch's commit to be stored, as the baseline of pull requests that start from it.
 * A pull request's own report is nobody's baseline, and a dirty tree is not the commit that it would be stored for.
 */
export const stageBaseline = async (
  plans: readonly ImagePlan[],
  reports: readonly Report[],
  { deps, context, store }: ActionRun,
): Promise<StagedReport | undefined> => {
  if (store === undefined || branchOf(context) === undefined || plans.some(({ dirty }) => dirty)) return undefined;
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  const head = await git?.headRevision();
  if (head === undefined) return undefined;
  const plain = reports.map(({ comparison: _, ...report }) => report);
  return store.stage(head, renderReportFile(plain));
};
