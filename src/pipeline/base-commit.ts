import type { Git } from "../git/index.ts";
import type { GitHubContext } from "../github/index.ts";

export interface BaseCommit {
  readonly revision: string;
  /** False when it is not exactly the commit that the change starts from. */
  readonly exact: boolean;
}

/**
 * The commit to compare with. On a pull request that is the first parent of the checked-out merge commit, which holds
 * just this change; the base branch's tip may be newer. `undefined` where the event has no such commit.
 */
export const findBaseCommit = async (context: GitHubContext, git: Git): Promise<BaseCommit | undefined> => {
  if (context.pullRequest !== undefined) return pullRequestBase(context.pullRequest, git);
  if (context.eventName === "schedule" || context.eventName === "workflow_dispatch") return undefined;
  if (context.eventName === "push" && context.ref.startsWith("refs/heads/") && context.before !== undefined) {
    return { revision: context.before, exact: true };
  }
  return firstParent(git, "HEAD");
};

const pullRequestBase = async (
  { headSha, baseRef }: NonNullable<GitHubContext["pullRequest"]>,
  git: Git,
): Promise<BaseCommit | undefined> => {
  const parents = await git.parents("HEAD");
  const isMergeOfHead = parents.length === 2 && parents[1] === headSha;
  if (isMergeOfHead && parents[0] !== undefined) return { revision: parents[0], exact: true };
  const base = (await git.mergeBase("HEAD", `origin/${baseRef}`)) ?? (await git.mergeBase("HEAD", baseRef));
  return base === undefined ? undefined : { revision: base, exact: true };
};

const firstParent = async (git: Git, revision: string): Promise<BaseCommit | undefined> => {
  const [parent] = await git.parents(revision);
  return parent === undefined ? undefined : { revision: parent, exact: true };
};
