import type { Digest } from "../core/digest.ts";
import { type Git, openGit } from "../git/index.ts";
import type { GitHubContext } from "../github/index.ts";
import type { LayerBlob } from "../image/index.ts";
import { openPackers } from "../publish/index.ts";
import type { Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { AnalyseOptions, Analysis } from "./analyse.ts";
import type { BaseCommit } from "./base-commit.ts";
import { type Baseline, buildBaseline, namedBaseline, restoreBaseline } from "./baseline.ts";
import { compareAndExplain } from "./explain-changes.ts";
import { findBaseCommit } from "./find-base-commit.ts";
import type { ImagePlan } from "./plan.ts";

/** Every report with its comparison. */
export const compareAll = async (
  analyses: readonly Analysis[],
  run: ActionRun,
  options: AnalyseOptions,
): Promise<readonly Report[]> => {
  const find = await baselineFinder(analyses, run, options);
  const found = new Map<ImagePlan, Baseline>();
  for (const { plan } of analyses) if (!found.has(plan)) found.set(plan, await find(plan));
  const reports: Report[] = [];
  for (const { plan, report } of analyses) {
    reports.push(await compareAndExplain(report, found.get(plan) ?? NOT_ASKED, { ...options, plan }));
  }
  return reports;
};

const NOT_ASKED = { kind: "no-baseline", reason: "not-asked" } as const;
const FIRST_RUN = { kind: "no-baseline", reason: "first-run" } as const;

/** How the baseline of a plan is found: as the user says, else the stored report of the base commit, else by building that. */
const baselineFinder = async (
  analyses: readonly Analysis[],
  run: ActionRun,
  analysing: AnalyseOptions,
): Promise<(plan: ImagePlan) => Promise<Baseline>> => {
  const { deps, inputs, context, store } = run;
  const choice = inputs.baseline;
  const openPacker = openPackers({ compression: inputs.compression, known: blobsOf(analyses) });
  const options = { ...analysing, openPacker };
  if (choice.kind === "none") return async () => NOT_ASKED;
  if (choice.kind === "named") return (plan) => namedBaseline(choice.text, plan, options);
  const git = await openCheckout(run);
  const { mergeBase } = run;
  const base: BaseCommit =
    git === undefined ? { kind: "newest" } : await findBaseCommit(context, { git, mergeBase, log: deps.log });
  if (base.kind === "unknown") return async () => noBaseCommit(base, run);
  const ofCheckout = sourcesAt(await git?.headRevision(), analyses);
  const stored = store === undefined ? undefined : await restoreBaseline(store, { base, ofCheckout, log: deps.log });
  if (stored !== undefined) return async () => stored;
  if (base.kind !== "commit" || !isWorthBuilding(context)) return async () => FIRST_RUN;
  const hasReports = once(async () => (await store?.restore(undefined)) !== undefined);
  return async (plan) => {
    // What is no flake has the baselines alone that were stored; before the first there is none to be missed.
    const isFirst = plan.target.kind !== "flake" && store !== undefined && !(await hasReports());
    return isFirst ? FIRST_RUN : buildBaseline(plan, base.revision, options);
  };
};

/** What decides on a merge is worth a second build; a branch's next run finds this one's report. */
const isWorthBuilding = ({ pullRequest, eventName }: GitHubContext): boolean =>
  pullRequest !== undefined || eventName === "merge_group";

const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
};

/** The repository of the job, when it has a commit. */
const openCheckout = async ({ deps }: ActionRun): Promise<Git | undefined> => {
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  return (await git?.headRevision()) === undefined ? undefined : git;
};

/** Sources of the images that stand for `revision`, which those of another repository or a pinned commit do not. */
const sourcesAt = (revision: string | undefined, analyses: readonly Analysis[]): ReadonlySet<string> =>
  new Set(
    analyses
      .filter(({ plan }) => revision !== undefined && plan.revision === revision)
      .map(({ report }) => report.image.source),
  );

const noBaseCommit = ({ found, advice }: Extract<BaseCommit, { kind: "unknown" }>, { deps }: ActionRun): Baseline => {
  deps.log.warning(`No baseline: ${found}; ${advice}`);
  return { kind: "no-baseline", reason: "unavailable", detail: found };
};

/** Layers of the current images need no compressing again to be counted. */
const blobsOf = (analyses: readonly Analysis[]): ReadonlyMap<Digest, LayerBlob> =>
  new Map(
    analyses.flatMap(({ image }) =>
      image.layers.flatMap(({ diffId, blob }) => (blob === undefined ? [] : [[diffId, blob] as const])),
    ),
  );
