import { InputError } from "../core/errors.ts";
import { openGit } from "../git/index.ts";
import { withRevision } from "../nix/index.ts";
import type { Deps } from "./deps.ts";
import type { ImagePlan } from "./plan.ts";

/** The same attribute of the same flake at `revision`, after the commit has been fetched if this clone lacks it. */
export const installableAt = async ({ text, target }: ImagePlan, revision: string, deps: Deps): Promise<string> => {
  if (target.kind !== "flake") {
    throw unavailable(
      text,
      `only a flake can be built at another commit (${revision.slice(0, 9)})`,
      "give an image as the baseline, or no baseline",
    );
  }
  if (target.metadata.localDirectory !== undefined) await needCommit(target.metadata.localDirectory, revision, deps);
  const flakeRef = withRevision(target.metadata.url, revision);
  if (flakeRef === undefined) {
    throw unavailable(
      text,
      `${target.metadata.url} cannot be had at another commit`,
      "keep the flake in a git repository",
    );
  }
  return `${flakeRef}${target.fragment}`;
};

const needCommit = async (dir: string, revision: string, { run }: Deps): Promise<void> => {
  const git = await openGit({ run, dir });
  const fetched = await git?.fetchCommit(revision);
  if (fetched?.kind !== "unavailable") return;
  throw unavailable(
    `commit ${revision.slice(0, 9)}`,
    `not in this clone, and not to be fetched (${fetched.reason})`,
    "check out with fetch-depth: 0, or keep the credentials of actions/checkout",
  );
};

const unavailable = (where: string, found: string, advice: string): InputError =>
  new InputError("NO_BASELINE", `${where}: ${found}; ${advice}`);
