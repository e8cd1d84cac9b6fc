import type { Fork } from "../git/index.ts";
import type { GitHubContext, PullRequest } from "../github/index.ts";
import type { BaseCommit, CommitSources } from "./base-commit.ts";

/**
 * The commit that a pull request starts from. Of the merge commit that actions/checkout takes it is the first parent,
 * which holds just this change: the base branch's tip may be newer. Of any other commit it is where that left the base
 * branch.
 */
export const findPullRequestBase = async (
  { eventName, sha }: GitHubContext,
  pull: PullRequest,
  sources: CommitSources,
): Promise<BaseCommit> => {
  const { git, log } = sources;
  const [parents, head = ""] = await Promise.all([git.parents("HEAD"), git.headRevision()]);
  const isMergeOfHead = parents.length === 2 && parents[1] === pull.headSha;
  if (isMergeOfHead && parents[0] !== undefined) return { kind: "commit", revision: parents[0] };
  const isHead = head === pull.headSha;
  if (!isHead) {
    // What that event checks out by itself is a branch of the repository.
    if (eventName === "pull_request_target" && head === sha) return unknown(nothingOf(head));
    log.info(
      `${short(head)} is checked out, neither a merge of this pull request's head ${short(pull.headSha)} nor that itself: it is compared with the commit at which it left ${pull.baseRef}.`,
    );
  }
  const revision = await forkPoint({ ...sources, head, pull });
  if (revision === undefined) return unknown(`where ${short(head)} left ${pull.baseRef} is not known`);
  if (revision !== head) return { kind: "commit", revision };
  return isHead
    ? unknown(`the pull request's head ${short(head)} is already part of ${pull.baseRef}`)
    : unknown(nothingOf(head));
};

const nothingOf = (head: string): string =>
  `${short(head)}, which is checked out, does not tell what this pull request changes`;

const short = (id: string): string => id.slice(0, 7);

const unknown = (found: string): BaseCommit => ({
  kind: "unknown",
  found,
  advice: "let actions/checkout take the merge commit (on pull_request its default), or set fetch-depth: 0",
});

type FromHead = CommitSources & { readonly head: string; readonly pull: PullRequest };

/**
 * Where the checked-out commit left the base branch. Once that has been merged, the branch of today holds it all: then,
 * and when the branch is gone, the one that the event saw tells, so that a job that is run again has the same answer.
 */
const forkPoint = async (from: FromHead): Promise<string | undefined> => {
  const { baseRef, baseSha, headSha } = from.pull;
  const ofBranch = await mergeBase({ kind: "branch", name: baseRef }, from);
  const isDecided = ofBranch !== undefined && ofBranch !== from.head;
  if (isDecided || baseSha === undefined || from.head !== headSha) return ofBranch;
  return (await mergeBase({ kind: "commit", id: baseSha }, from)) ?? ofBranch;
};

/**
 * As this clone knows it, else as GitHub does, else by fetching history, which may be long. A clone of the fork has the
 * fork's base branch, which may be far behind: there GitHub is asked first.
 */
const mergeBase = async (
  other: Fork,
  { git, mergeBase: ask, log, head, pull }: FromHead,
): Promise<string | undefined> => {
  const here = pull.fromFork ? undefined : await git.mergeBase(other);
  if (here !== undefined) return here;
  const answer = await ask?.(other.kind === "branch" ? other.name : other.id, head);
  if (answer?.kind === "commit") return answer.id;
  const name = other.kind === "branch" ? other.name : short(other.id);
  const why = answer === undefined ? "" : `GitHub does not tell the merge base: ${answer.problem}. `;
  return log.group(`${why}Fetching history until the merge base with ${name} is known`, () =>
    git.fetchMergeBase(other),
  );
};
