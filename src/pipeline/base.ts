import { once } from "../core/once.ts";
import type { StoredReport } from "../github/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { BaseCommit } from "./base-commit.ts";
import { findBaseCommit } from "./find-base-commit.ts";
import { openCheckout } from "./open-checkout.ts";
import type { ImagePlan } from "./plan.ts";
import { readStored, type StoredReports } from "./stored-reports.ts";

/** What all images of a run are compared with, as far as it does not depend on the image. Nothing is asked twice. */
export interface Base {
  readonly commit: BaseCommit;
  /** Reports of exactly that commit, or whatever was stored last where there is no such commit. */
  readonly stored: () => Promise<StoredReports | undefined>;
  /** Whatever was stored last, of any commit. */
  readonly newest: () => Promise<StoredReports | undefined>;
  /** Whether any report was ever stored; `undefined` where there is no store. */
  readonly hasReports: () => Promise<boolean | undefined>;
}

/** Says in the log where there should be a base commit and is none. */
export const openBase = async (plans: readonly ImagePlan[], run: ActionRun): Promise<Base> => {
  const { deps, context, store, mergeBase } = run;
  const git = await openCheckout(plans, run);
  const commit: BaseCommit =
    git === undefined ? { kind: "newest" } : await findBaseCommit(context, { git, mergeBase, log: deps.log });
  if (commit.kind === "unknown") deps.log.warning(`No baseline: ${commit.found}; ${commit.advice}`);
  const trusting = { ofCheckout: sourcesAt(await git?.headRevision(), plans), log: deps.log };
  const restored = once(async () => store?.restore(undefined));
  const parse = (stored: StoredReport | undefined) => (stored === undefined ? undefined : readStored(stored, trusting));
  const newest = once(async () => parse(await restored()));
  return {
    commit,
    newest,
    stored: commit.kind === "commit" ? once(async () => parse(await store?.restore(commit.revision))) : newest,
    hasReports: async () => (store === undefined ? undefined : (await restored()) !== undefined),
  };
};

/** Sources of the images that stand for `revision`, which those of another repository or a pinned commit do not. */
const sourcesAt = (revision: string | undefined, plans: readonly ImagePlan[]): ReadonlySet<string> =>
  new Set(plans.flatMap((plan) => (revision !== undefined && plan.revision === revision ? [plan.text] : [])));
