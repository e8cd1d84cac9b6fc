import { branchOf, gitTagOf } from "../github/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { Analysis } from "./analyse.ts";
import { handOver } from "./hand-over.ts";
import { headDate } from "./head-date.ts";
import { namingSettings } from "./naming-settings.ts";
import { type Published, publishImages } from "./publish.ts";
import type { PublishPlaces, PublishSettings } from "./publish-settings.ts";
import { tagEvent } from "./tag-event.ts";

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
  if (!push && ociLayout === undefined) return;
  const settings = { ...publishPlaces(run), tagContext: await tagContextOf(run) };
  await handOver(await publishImages(analyses, { settings, deps: run.deps, onProgress }), settings, run);
};

/** What the Action's inputs and its context say of publishing. */
export const publishPlaces = ({ inputs, context }: ActionRun): PublishPlaces => {
  const { owner, repo, actor } = context;
  return {
    toDestinations: inputs.push,
    ...namingSettings(inputs),
    ...(inputs.ociLayout === undefined ? {} : { layout: inputs.ociLayout }),
    owner,
    repo,
    repositoryUrl: `${context.serverUrl}/${owner}/${repo}`,
    ...(context.about === undefined ? {} : { about: context.about }),
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
    event: tagEvent(context, deps),
    onDefaultBranch: branch !== undefined && branch === context.defaultBranch,
  };
};
