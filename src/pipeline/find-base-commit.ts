import type { GitHubContext } from "../github/index.ts";
import type { BaseCommit, CommitSources } from "./base-commit.ts";
import { findPullRequestBase } from "./pull-request-base.ts";

/**
 * Events about a commit that is new where it is. A pull request's are known by what they carry; all others, as schedule
 * and workflow_dispatch, build what was there before.
 */
const OF_A_COMMIT = ["push", "merge_group", "create", "release", "deployment", "deployment_status"];

/**
 * The commit to compare with, by the event and by what is checked out. It need not be in this clone.
 * In a merge queue the first parent is the entry before, so that each entry has its own change.
 */
export const findBaseCommit = async (context: GitHubContext, sources: CommitSources): Promise<BaseCommit> => {
  if (context.pullRequest !== undefined) return findPullRequestBase(context, context.pullRequest, sources);
  if (!OF_A_COMMIT.includes(context.eventName)) return { kind: "newest" };
  const revision = (await pushedFrom(context, sources)) ?? (await sources.git.parents("HEAD"))[0];
  return revision === undefined ? { kind: "newest" } : { kind: "commit", revision };
};

/**
 * What the branch pointed to before a push, however many commits that brought. Of another commit than the one that was
 * pushed, as a step of the job may have made one, the event says nothing; nor is a commit meant that is no longer part
 * of the branch's history.
 */
const pushedFrom = async (context: GitHubContext, { git }: CommitSources): Promise<string | undefined> => {
  const { eventName, ref, sha, before } = context;
  if (eventName !== "push" || before === undefined || !ref.startsWith("refs/heads/")) return undefined;
  if ((await git.headRevision()) !== sha) return undefined;
  return (await git.descendsFrom("HEAD", before)) === false ? undefined : before;
};
