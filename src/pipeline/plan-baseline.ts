import { messageOf } from "../core/errors.ts";
import { hasDerivation, instantiate, type Nix } from "../nix/index.ts";
import type { Deps } from "./deps.ts";
import type { Sides } from "./due-input.ts";
import { installableAt } from "./other-commit.ts";

/**
 * Has the plans of a baseline made that this machine did not build. Only while no input moved: then evaluating the other
 * commit downloads nothing, and what changed is the flake's own doing, which no moved input tells.
 */
export const planBaseline = async (
  { plan, baseline, compared }: Sides,
  { deps, nix, buildArgs }: { readonly deps: Deps; readonly nix: Nix; readonly buildArgs: readonly string[] },
): Promise<void> => {
  const { revision, source } = compared.baseline;
  const { drvPath } = baseline.image;
  if (source !== "cache" || compared.inputs?.length !== 0 || revision === undefined || drvPath === undefined) return;
  if (await hasDerivation(drvPath)) return;
  try {
    const installable = await installableAt(plan, revision, deps);
    await deps.log.group(`baseline: evaluate ${plan.text} at ${revision.slice(0, 9)}`, () =>
      instantiate(nix, installable, { cwd: deps.cwd, args: buildArgs }),
    );
  } catch (error) {
    deps.log.debug(`The baseline's build plans are not at hand: ${messageOf(error)}`);
  }
};
