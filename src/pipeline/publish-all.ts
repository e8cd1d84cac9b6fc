import { branchOf, gitTagOf } from "../github/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { Analysis } from "./analyse.ts";
import { headDate } from "./head-date.ts";
import { type Published, publishImages } from "./publish.ts";
import type { PublishPlaces, PublishSettings } from "./publish-settings.ts";

/**
 * Publishes the images of a run to the registries (`push`) and to the OCI layout (`oci-layout`), if it is asked to, and
 * tells `onProgress` after each place what has been published.
 */
export const publishAll = async (
  analyses: readonly Analysis[],
  run: ActionRun,
  onProgress: (published: readonly Published[]) => void,
): Promise<void> => {
  const { push, ociLayout } = run.inputs;
  if (push === "no" && ociLayout === undefined) return;
  const settings = { ...publishPlaces(run), tagContext: await tagContextOf(run) };
  await publishImages(analyses, { settings, deps: run.deps, onProgress });
};

/** What the Action's inputs and its context say of publishing. */
export const publishPlaces = ({ inputs, context }: ActionRun): PublishPlaces => {
  const { owner, repo, actor } = context;
  return {
    toDestinations: inputs.push !== "no",
    byDigest: inputs.push === "by-digest",
    destinations: inputs.destinations,
    ...(inputs.ociLayout === undefined ? {} : { layout: inputs.ociLayout }),
    tags: inputs.tags,
    owner,
    repo,
    repositoryUrl: `${context.serverUrl}/${owner}/${repo}`,
    allowDirty: inputs.allowDirty,
    credentials: {
      given: {
        ...(inputs.registryUsername === undefined ? {} : { username: inputs.registryUsername }),
        ...(inputs.registryPassword === undefined ? {} : { password: inputs.registryPassword }),
      },
      ...(inputs.githubToken === undefined ? {} : { github: { actor, token: inputs.githubToken } }),
    },
    insecure: inputs.registryInsecure,
    workflow: {
      ...{ repository: `${owner}/${repo}`, fromFork: context.pullRequest?.fromFork ?? false, actor },
      ...(context.ownerType === undefined ? {} : { ownerType: context.ownerType }),
    },
  };
};

const tagContextOf = async ({ deps, inputs, context }: ActionRun): Promise<PublishSettings["tagContext"]> => {
  const branch = branchOf(context);
  return {
    headRev: context.pullRequest?.headSha.slice(0, inputs.revLength),
    branch,
    pr: context.pullRequest?.number,
    gitTag: gitTagOf(context),
    date: await headDate(deps),
    onDefaultBranch: branch !== undefined && branch === context.defaultBranch,
  };
};
