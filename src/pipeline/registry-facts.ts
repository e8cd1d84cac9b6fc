import { defined } from "../core/defined.ts";
import { branchOf, type GitHubContext, gitTagOf } from "../github/index.ts";
import type { ActionInputs } from "../inputs/index.ts";
import type { TagContext } from "../publish/index.ts";
import type { Deps } from "./deps.ts";
import type { PublishPlaces } from "./publish-settings.ts";
import { tagEvent } from "./tag-event.ts";

type LoginInputs = Pick<ActionInputs, "registryUsername" | "registryPassword" | "registryInsecure" | "githubToken">;

type RunAccess = Pick<PublishPlaces, "owner" | "repo" | "credentials" | "insecure" | "workflow">;

/** Who a run of a workflow is to registries. */
export const accessOf = (inputs: LoginInputs, context: GitHubContext): RunAccess => {
  const { owner, repo, actor, ownerType, pullRequest } = context;
  const { registryUsername: username, registryPassword: password, githubToken: token } = inputs;
  return {
    ...{ owner, repo, insecure: inputs.registryInsecure },
    credentials: {
      given: defined({ username, password }),
      ...(token === undefined ? {} : { github: { actor, token } }),
    },
    workflow: {
      ...{ repository: `${owner}/${repo}`, fromFork: pullRequest?.fromFork ?? false, actor },
      ...defined({ ownerType }),
    },
  };
};

/** What a run's event says that tags are made of. */
export const tagFactsOf = (
  context: GitHubContext,
  revLength: number,
  deps: Deps,
): Omit<TagContext, "rev" | "revision" | "imageTag" | "date"> => {
  const branch = branchOf(context);
  return {
    headRev: context.pullRequest?.headSha.slice(0, revLength),
    branch,
    pr: context.pullRequest?.number,
    gitTag: gitTagOf(context),
    event: tagEvent(context, deps),
    onDefaultBranch: branch !== undefined && branch === context.defaultBranch,
  };
};
