import { readFile } from "node:fs/promises";
import type { RunGit } from "./run-git.ts";

/** Another commit, and where `origin` has it when this clone does not. */
export interface Other {
  /** In the order in which they are looked for; the first that this clone has is taken. */
  readonly names: readonly string[];
  /** A branch as `refs/heads/NAME:refs/remotes/origin/NAME`, or a commit id. */
  readonly refspec: string;
}

/**
 * Best common ancestor of HEAD and another commit; `undefined` when there is none, or when the history that this clone
 * has ends too early to be certain: a shallow clone may know an ancestor, and not that there is a nearer one.
 */
export const mergeBaseHere = async (git: RunGit, { names }: Other): Promise<string | undefined> => {
  for (const name of names) {
    const { status, stdout } = await git("merge-base", "HEAD", name);
    const base = stdout.trim();
    if (status === 0) return (await isWholeSince(git, [name, base])) ? base : undefined;
  }
  return undefined;
};

/** Whether no commit after `base` has lost its parents to the depth of the clone, on the way to HEAD and to `other`. */
const isWholeSince = async (git: RunGit, [other, base]: readonly [string, string]): Promise<boolean> => {
  const cut = await shallowCommits(git);
  if (cut.size === 0) return true;
  const { stdout } = await git("rev-list", "HEAD", other, `^${base}`, "--");
  return stdout.split("\n").every((id) => !cut.has(id));
};

/** Commits whose parents were left at the server. */
const shallowCommits = async (git: RunGit): Promise<ReadonlySet<string>> => {
  const { stdout } = await git("rev-parse", "--path-format=absolute", "--git-path", "shallow");
  const text = await readFile(stdout.trim(), "utf8").catch(() => "");
  return new Set(text.split("\n").filter((line) => line !== ""));
};

/** By how many commits a shallow clone is deepened, one after the other; then all are fetched. */
const STEPS = [50, 500, 5000];

/** The same, after as much history as that takes has been fetched from `origin`. */
export const fetchMergeBase = async (git: RunGit, other: Other): Promise<string | undefined> => {
  if ((await shallowCommits(git)).size === 0) {
    await git("fetch", "--no-tags", "origin", `+${other.refspec}`);
    return mergeBaseHere(git, other);
  }
  const [head = "", count = ""] = await Promise.all([
    git("rev-parse", "HEAD").then(({ stdout }) => stdout.trim()),
    git("rev-list", "--count", "HEAD").then(({ stdout }) => stdout.trim()),
  ]);
  // A smaller depth than the clone's would cut off history that it has.
  const depths = [...STEPS.map((step) => `--depth=${Number(count) + step}`), "--unshallow"];
  for (const depth of depths) {
    const { status } = await git("fetch", "--no-tags", depth, "origin", head, `+${other.refspec}`);
    const base = await mergeBaseHere(git, other);
    if (base !== undefined || status !== 0) return base;
  }
  return undefined;
};
