import type { Octokit } from "@octokit/rest";
import { messageOf } from "../core/errors.ts";
import { statusOf } from "./api.ts";
import type { CommentTarget } from "./comment.ts";

export type LabelsAnswer =
  | { readonly kind: "labels"; readonly names: readonly string[] }
  /** GitHub did not tell. */
  | { readonly kind: "failed"; readonly problem: string };

/** Names of the labels that a pull request has now; one has 100 at most, so there is no second page. */
export const readLabels = async (api: Octokit, { owner, repo, issue }: CommentTarget): Promise<LabelsAnswer> => {
  try {
    const { data } = await api.rest.issues.listLabelsOnIssue({ owner, repo, issue_number: issue, per_page: 100 });
    return { kind: "labels", names: data.map(({ name }) => name) };
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    return { kind: "failed", problem: `${messageOf(error).split("\n")[0]} (status ${status})` };
  }
};
