import type { Octokit } from "@octokit/rest";
import { messageOf } from "../core/errors.ts";
import { statusOf } from "./api.ts";

/** Whose labels are meant. */
export type LabelOwner =
  | { readonly kind: "pull-request"; readonly number: number }
  /** The pull request whose merge made this commit. */
  | { readonly kind: "merge"; readonly sha: string };

export type LabelsAnswer =
  | { readonly kind: "labels"; readonly names: readonly string[] }
  /** GitHub did not tell. */
  | { readonly kind: "failed"; readonly problem: string };

interface Place {
  readonly owner: string;
  readonly repo: string;
}

/** Names of the labels that a pull request has now; none where no pull request was merged as that commit. */
export const readLabels = async (api: Octokit, place: Place, of: LabelOwner): Promise<LabelsAnswer> => {
  try {
    const names = of.kind === "merge" ? await ofMerge(api, place, of.sha) : await ofPullRequest(api, place, of.number);
    return { kind: "labels", names };
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    return { kind: "failed", problem: `${messageOf(error).split("\n")[0]} (status ${status})` };
  }
};

/** A pull request has 100 labels at most, so there is no second page. */
const ofPullRequest = async (api: Octokit, place: Place, number: number): Promise<readonly string[]> => {
  const { data } = await api.rest.issues.listLabelsOnIssue({ ...place, issue_number: number, per_page: 100 });
  return data.map(({ name }) => name);
};

/** Of the pull requests that have the commit, those that are open or were merged as another one have no say. */
const ofMerge = async (api: Octokit, place: Place, sha: string): Promise<readonly string[]> => {
  const { data } = await api.rest.repos.listPullRequestsAssociatedWithCommit({
    ...place,
    commit_sha: sha,
    per_page: 100,
  });
  const merged = data.filter((pull) => pull.merged_at !== null && pull.merge_commit_sha === sha);
  return merged.flatMap(({ labels }) => labels.map(({ name }) => name));
};
