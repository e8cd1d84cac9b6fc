import { type Git, openGit } from "../git/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { ImagePlan } from "./plan.ts";

/** The repository of the job, when it has a commit: in the workspace, else where a flake is, as with `path` of actions/checkout. */
export const openCheckout = async (plans: readonly ImagePlan[], { deps }: ActionRun): Promise<Git | undefined> => {
  for (const dir of [deps.cwd, ...plans.flatMap(folderOf)]) {
    const git = await openGit({ run: deps.run, dir });
    if ((await git?.headRevision()) !== undefined) return git;
  }
  return undefined;
};

const folderOf = ({ target }: ImagePlan): readonly string[] => {
  const dir = target.kind === "flake" ? target.metadata.localDirectory : undefined;
  return dir === undefined ? [] : [dir];
};
