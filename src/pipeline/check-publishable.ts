import { InputError } from "../core/errors.ts";
import type { ImagePlan } from "./plan.ts";

/**
 * Refuses to publish what no commit stands for: its tag `dev` would be overwritten by anybody's next dirty build.
 * Asked before anything is built. Layouts on this machine may have it.
 */
export const checkPublishable = (plan: ImagePlan, allowDirty: boolean): void => {
  if (plan.revision !== undefined || allowDirty) return;
  const found = plan.dirty ? "the tree has uncommitted changes to tracked files" : "no git commit stands for it";
  throw new InputError(
    "DIRTY",
    `${plan.text}: ${found}, so its revision is "dev" (wanted: a commit); commit first (git status --porcelain shows what changed), or set allow-dirty`,
  );
};

/** True when something of the destinations lies outside this machine; none means the default, a registry. */
export const leavesMachine = (destinations: readonly string[]): boolean =>
  destinations.length === 0 || destinations.some((destination) => !destination.startsWith("oci:"));
