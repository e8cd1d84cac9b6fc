import { instantiate, type Plan } from "../nix/index.ts";
import type { AnalyseOptions } from "./analyse.ts";
import { installableAt } from "./other-commit.ts";
import type { ImagePlan } from "./plan.ts";

/**
 * The build plan that Nix makes of an image's flake, as it lies here or at another commit, with a word in the log on how
 * long that took; none of anything but a flake.
 */
export const evaluate = async (
  plan: ImagePlan,
  { deps, buildArgs }: Pick<AnalyseOptions, "deps" | "buildArgs">,
  revision?: string,
): Promise<Plan | undefined> => {
  const { text, target } = plan;
  if (target.kind !== "flake") return undefined;
  const { cwd, log, clock } = deps;
  const installable = revision === undefined ? target.installable : await installableAt(plan, revision, deps);
  const at = revision === undefined ? "" : ` at ${revision.slice(0, 9)}`;
  return log.group(`evaluate ${text}${at}`, async () => {
    const started = clock?.() ?? 0;
    const found = await instantiate(target.nix, installable, { cwd, args: buildArgs, log });
    const took = clock === undefined ? "" : ` (${((clock() - started) / 1000).toFixed(1)} s)`;
    log.info(`${found?.outPath ?? "Only the build tells its output path."}${took}`);
    return found;
  });
};
