import type { CurrentPull, FinishedRun } from "../github/index.ts";
import { refused, type UploadedReport } from "./read-artifacts.ts";

/**
 * Number of the pull request that all reports say they are for; it is only a claim. InputError BAD_REPORT when they do not
 * agree among themselves, or with the run that GitHub says they come from.
 */
export const claimedPull = ([first, ...others]: readonly UploadedReport[], run: FinishedRun): number | undefined => {
  if (first === undefined) return undefined;
  for (const uploaded of [first, ...others]) checkRun(uploaded, run);
  const number = first.facts.pullRequest;
  const other = others.find(({ facts }) => facts.pullRequest !== number);
  if (other !== undefined) {
    throw refused(other.file, `is for ${naming(other)} (expected ${naming(first)}, as ${first.file} says)`);
  }
  if (number === undefined) throw refused(first.file, "is for no pull request, although the run was for one");
  return number;
};

const naming = ({ facts: { pullRequest } }: UploadedReport): string =>
  pullRequest === undefined ? "no pull request" : `pull request ${pullRequest}`;

const checkRun = ({ file, facts }: UploadedReport, run: FinishedRun): void => {
  if (facts.runId !== run.id) throw refused(file, `is of run ${facts.runId} (expected ${run.id})`);
  if (facts.headSha !== run.headSha) throw refused(file, `is for commit ${facts.headSha} (expected ${run.headSha})`);
};

/** What is to be done about a pull request that was claimed. */
export type ClaimVerdict =
  | { readonly kind: "comment" }
  /** Nothing is wrong, but nobody wants to know any more. */
  | { readonly kind: "late"; readonly why: string };

export interface Claim {
  /** For messages. */
  readonly file: string;
  readonly number: number;
  readonly pull: CurrentPull;
  readonly run: FinishedRun;
  /** `owner/name` of the repository that this runs in. */
  readonly repository: string;
}

/**
 * Whether the run was one for this pull request. Its commit and its fork are GitHub's own word on both sides, so nobody
 * can have a comment written on the pull request of somebody else. A pull request whose head has moved on since is told
 * apart from a wrong one by its branch.
 */
export const judgeClaim = ({ file, number, pull, run, repository }: Claim): ClaimVerdict => {
  const wrong = (what: string, found: string | undefined, wanted: string | undefined) =>
    refused(
      file,
      `names pull request ${number}, whose ${what} is ${found ?? "gone"} (expected ${wanted ?? "none"}, as GitHub says of the run)`,
    );
  if (pull.baseRepository !== repository) throw wrong("repository", pull.baseRepository, repository);
  if (pull.headRepository === undefined || pull.headRepository !== run.headRepository) {
    throw wrong("head repository", pull.headRepository, run.headRepository);
  }
  if (pull.headSha !== run.headSha) {
    if (pull.headBranch !== run.headBranch) throw wrong("head", pull.headSha, run.headSha);
    return { kind: "late", why: `pull request ${number} has a newer commit, ${pull.headSha}, whose own run comments` };
  }
  return pull.open ? { kind: "comment" } : { kind: "late", why: `pull request ${number} is closed` };
};
