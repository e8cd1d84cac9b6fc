import type { Octokit } from "@octokit/rest";
import * as v from "valibot";
import { messageOf } from "../core/errors.ts";
import { statusOf } from "./api.ts";

export type MergeBaseAnswer =
  | { readonly kind: "commit"; readonly id: string }
  /** GitHub did not tell, or does not know one of the two. */
  | { readonly kind: "failed"; readonly problem: string };

interface Place {
  readonly owner: string;
  readonly repo: string;
}

/** The two sides, each a branch or a commit's id. */
interface Sides {
  readonly base: string;
  readonly head: string;
}

/** What stands between may answer in GitHub's place, and an answer that breaks off is text. */
const answerSchema = v.object({
  merge_base_commit: v.object({ sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/)) }),
});

/** The merge base of two commits as GitHub knows it, whatever part of the history a clone has. */
export const readMergeBase = async (api: Octokit, place: Place, { base, head }: Sides): Promise<MergeBaseAnswer> => {
  try {
    const { data } = await api.rest.repos.compareCommitsWithBasehead({
      ...place,
      basehead: `${base}...${head}`,
      per_page: 1, // of the commits between, which nobody asks for
    });
    const answer = v.safeParse(answerSchema, data);
    return answer.success
      ? { kind: "commit", id: answer.output.merge_base_commit.sha }
      : { kind: "failed", problem: "it names no commit" };
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    return { kind: "failed", problem: `${messageOf(error).split("\n")[0]} (status ${status})` };
  }
};
