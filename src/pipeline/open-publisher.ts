import { parseReuseSources } from "../publish/index.ts";
import type { ActionRun } from "./action-run.ts";
import { headDate } from "./head-date.ts";
import { namingSettings, withoutTags } from "./naming-settings.ts";
import type { PublishPlaces } from "./publish-settings.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { accessOf, tagFactsOf } from "./registry-facts.ts";

/** What publishes the images of a run, `undefined` when it is asked for neither registries (`push`) nor a layout. */
export const openPublisher = async (run: ActionRun): Promise<Publisher | undefined> => {
  const { push, ociLayout } = run.inputs;
  if (push === "no" && ociLayout === undefined) return undefined;
  const { context, inputs, deps } = run;
  const tagContext = { ...tagFactsOf(context, inputs.revLength, deps), date: await headDate(deps) };
  return createPublisher({ ...publishPlaces(run), tagContext }, deps);
};

/** What the Action's inputs and its context say of publishing. */
export const publishPlaces = ({ inputs, context }: ActionRun): PublishPlaces => {
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
    ...accessOf(inputs, context),
    repositoryUrl: `${context.serverUrl}/${context.owner}/${context.repo}`,
    ...(context.about === undefined ? {} : { about: context.about }),
    allowDirty: inputs.allowDirty,
  };
};
