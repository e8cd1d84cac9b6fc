import { branchOf, gitTagOf } from "../github/index.ts";
import { parseReuseSources } from "../publish/index.ts";
import type { ActionRun } from "./action-run.ts";
import { headDate } from "./head-date.ts";
import { namingSettings, withoutTags } from "./naming-settings.ts";
import type { PublishPlaces, PublishSettings } from "./publish-settings.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { tagEvent } from "./tag-event.ts";

/** What publishes the images of a run, `undefined` when it is asked for neither registries (`push`) nor a layout. */
export const openPublisher = async (run: ActionRun): Promise<Publisher | undefined> => {
  const { push, ociLayout } = run.inputs;
  if (push === "no" && ociLayout === undefined) return undefined;
  return createPublisher({ ...publishPlaces(run), tagContext: await tagContextOf(run) }, run.deps);
};

/** What the Action's inputs and its context say of publishing. */
export const publishPlaces = ({ inputs, context }: ActionRun): PublishPlaces => {
  const { owner, repo, actor } = context;
  const naming = namingSettings(inputs);
  return {
    toDestinations: inputs.push !== "no",
    byDigest: inputs.push === "by-digest",
    ...(inputs.push === "by-digest" ? withoutTags(naming) : naming),
    ...(inputs.ociLayout === undefined ? {} : { layout: inputs.ociLayout }),
    compression: inputs.compression,
    reuseFrom: parseReuseSources(inputs.reuseFrom),
    mountFrom: inputs.mountFrom,
    ...(context.defaultBranch === undefined ? {} : { defaultBranch: context.defaultBranch }),
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
