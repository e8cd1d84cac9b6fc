import type { Octokit } from "@octokit/rest";
import * as v from "valibot";
import type { Log } from "../core/log.ts";
import { statusOf } from "./api.ts";
import { parseAnswer } from "./own-comments.ts";
import { type ApiPace, openPatience, toTrouble } from "./patience.ts";
import type { FinalTrouble } from "./trouble.ts";

const pullSchema = v.object({
  state: v.string(),
  head: v.object({ sha: v.string(), ref: v.string(), repo: v.nullish(v.object({ full_name: v.string() })) }),
  base: v.object({ repo: v.object({ full_name: v.string() }) }),
});

/** A pull request as GitHub has it now. */
export interface CurrentPull {
  readonly open: boolean;
  readonly headSha: string;
  readonly headBranch: string;
  /** `owner/name`; absent when the fork is gone. */
  readonly headRepository?: string;
  readonly baseRepository: string;
}

export type PullAnswer =
  | { readonly kind: "pull"; readonly pull: CurrentPull }
  /** The repository has no such pull request. */
  | { readonly kind: "missing" }
  | FinalTrouble;

export interface PullReading {
  readonly api: Octokit;
  readonly target: { readonly owner: string; readonly repo: string; readonly number: number };
  readonly pace: ApiPace;
  readonly log: Log;
}

/** Asks GitHub for a pull request; trouble that passes is waited for. */
export const readPullRequest = async (reading: PullReading): Promise<PullAnswer> => {
  const patience = openPatience("Pull request", reading);
  for (;;) {
    try {
      return await ask(reading);
    } catch (error) {
      const trouble = toTrouble(error);
      if (trouble.kind !== "passing") return trouble;
      const end = await patience.endure(trouble);
      if (end !== undefined) return end;
    }
  }
};

const ask = async ({ api, target: { number, ...place } }: PullReading): Promise<PullAnswer> => {
  try {
    const { data } = await api.rest.pulls.get({ ...place, pull_number: number });
    const { state, head, base } = parseAnswer(pullSchema, data);
    const from = head.repo?.full_name;
    return {
      kind: "pull",
      pull: {
        ...{ open: state === "open", headSha: head.sha, headBranch: head.ref, baseRepository: base.repo.full_name },
        ...(from === undefined ? {} : { headRepository: from }),
      },
    };
  } catch (error) {
    if (statusOf(error) === 404) return { kind: "missing" };
    throw error;
  }
};
