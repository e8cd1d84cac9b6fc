import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import type { GitHubContext } from "../github/index.ts";
import type { TagContext } from "../publish/index.ts";
import type { Deps } from "./deps.ts";

/** What the tag rules of docker/metadata-action ask of a run, with the variables that it reads itself. */
export const tagEvent = (context: GitHubContext, { env, now }: Deps): NonNullable<TagContext["event"]> => {
  const { eventName, ref, pullRequest, defaultBranch } = context;
  const usesHead = /^true$/i.test(env["DOCKER_METADATA_PR_HEAD_SHA"] ?? "");
  return defined({
    eventName,
    // The event's own ref is the branch that the pull request is for.
    ref:
      eventName === "pull_request_target" && pullRequest !== undefined ? `refs/pull/${pullRequest.number}/merge` : ref,
    defaultBranch,
    baseRef: pullRequest?.baseRef ?? context.baseRef?.replace(/^refs\/heads\//, ""),
    sha: usesHead ? pullRequest?.headSha : undefined,
    shaLength: shaLength(env["DOCKER_METADATA_SHORT_SHA_LENGTH"]),
    now: now?.(),
  });
};

const shaLength = (text: string | undefined): number | undefined => {
  if (text === undefined || text === "") return undefined;
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
  throw new InputError(
    "BAD_TAG",
    `DOCKER_METADATA_SHORT_SHA_LENGTH: ${JSON.stringify(text)} is no number of characters; correct or unset it`,
  );
};
