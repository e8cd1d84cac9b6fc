import type { ProgramResult, RunProgram } from "../core/program.ts";
import { redact } from "../core/redact.ts";
import { type Commit, isCommitId, parseCommit } from "./commit.ts";
import { GitError } from "./errors.ts";
import { fetchMergeBase, mergeBaseHere, type Other } from "./merge-base.ts";
import { gitIn, type RunGit } from "./run-git.ts";

export type Fetched =
  | { readonly kind: "present" }
  | { readonly kind: "fetched" }
  /** The remote does not hand the commit out, or could not be reached. */
  | { readonly kind: "unavailable"; readonly reason: string };

/** A Git working tree. Revisions that are not there throw a `GitError` "UNKNOWN_REVISION" unless said otherwise. */
export interface Git {
  /** Absolute top folder of the working tree. */
  topLevel(): string;
  /** Full id of HEAD, `undefined` before the first commit. */
  headRevision(): Promise<string | undefined>;
  /** Whether tracked files differ from HEAD. Untracked ones do not count, as in Nix. */
  isDirty(): Promise<boolean>;
  /** Full id that `revision` (branch, tag, abbreviation, `HEAD^1`) names, `undefined` when there is none. */
  resolve(revision: string): Promise<string | undefined>;
  /** Ids of the parents as the commit itself names them, so also in a clone of depth 1, which does not have them. */
  parents(revision: string): Promise<readonly string[]>;
  /** Ids of the commits before HEAD, the nearest first, as far as this clone has them; the first parents alone. */
  ancestors(limit: number): Promise<readonly string[]>;
  /** When `revision` was committed, RFC 3339 in UTC. */
  commitDate(revision: string): Promise<string>;
  hasCommit(id: string): Promise<boolean>;
  /** Gets the commit from `origin`, with the credentials that the checkout left in the clone's configuration. */
  fetchCommit(id: string): Promise<Fetched>;
  /** Whether history leads from `revision` back to the commit `id`; `undefined` where this clone's ends before that is certain. */
  descendsFrom(revision: string, id: string): Promise<boolean | undefined>;
  /** Best common ancestor of HEAD and a branch of `origin` or a commit, `undefined` when this clone cannot be certain of it. */
  mergeBase(other: Fork): Promise<string | undefined>;
  /** The same, after the history that this takes has been fetched from `origin`: all of it in the worst case. */
  fetchMergeBase(other: Fork): Promise<string | undefined>;
  /** Files that differ between two commits, or from a commit to the tracked files here; `undefined` when one is not there. */
  changedFiles(from: string, to?: string): Promise<readonly string[] | undefined>;
}

/** What a merge base is sought with. */
export type Fork =
  | { readonly kind: "branch"; readonly name: string }
  /** Its full id. */
  | { readonly kind: "commit"; readonly id: string };

/** The repository that `dir` is in, `undefined` when it is in none or there is no Git program. */
export const openGit = async ({
  run,
  dir,
}: {
  readonly run: RunProgram;
  readonly dir: string;
}): Promise<Git | undefined> => {
  const git = gitIn(dir, run);
  const result = await git("rev-parse", "--show-toplevel");
  if (result.status === 127 || /not a git repository/i.test(result.stderr)) return undefined;
  const top = mustSucceed(result, dir).replace(/\n$/, "");
  return repository(git, top);
};

const repository = (git: RunGit, top: string): Git => {
  const resolve = async (revision: string) => {
    // A name that starts with a dash would be an option.
    if (revision.startsWith("-")) return undefined;
    const { status, stdout } = await git("rev-parse", "--verify", "--quiet", `${revision}^{commit}`);
    return status === 0 ? stdout.trim() : undefined;
  };
  const hasCommit = async (id: string) => isCommitId(id) && (await resolve(id)) !== undefined;
  const readCommit = async (revision: string) => commitAt({ git, top, revision, id: await resolve(revision) });
  return {
    topLevel: () => top,
    headRevision: () => resolve("HEAD"),
    isDirty: async () => mustSucceed(await git("status", "--porcelain", "--untracked-files=no"), top) !== "",
    resolve,
    parents: async (revision) => (await readCommit(revision)).parents,
    ancestors: async (limit) => {
      const { status, stdout } = await git(
        "rev-list",
        "--first-parent",
        `--max-count=${limit}`,
        "--skip=1",
        "HEAD",
        "--",
      );
      return status === 0 ? stdout.split("\n").filter(isCommitId) : [];
    },
    commitDate: async (revision) => (await readCommit(revision)).committedAt,
    hasCommit,
    fetchCommit: async (id) => ((await hasCommit(id)) ? { kind: "present" } : fetchFromOrigin(git, id)),
    descendsFrom: (revision, id) => descendsFrom(git, revision, id),
    mergeBase: (other) => mergeBaseHere(git, placesOf(other)),
    fetchMergeBase: (other) => fetchMergeBase(git, placesOf(other)),
    changedFiles: async (from, to) => {
      const ids = await Promise.all([from, ...(to === undefined ? [] : [to])].map(resolve));
      if (ids.includes(undefined)) return undefined;
      const { status, stdout } = await git("diff", "--name-only", "--no-renames", "-z", ...ids.map(String), "--");
      return status === 0 ? stdout.split("\0").filter((file) => file !== "") : undefined;
    },
  };
};

interface CommitQuery {
  readonly git: RunGit;
  readonly top: string;
  readonly revision: string;
  readonly id: string | undefined;
}

const commitAt = async ({ git, top, revision, id }: CommitQuery): Promise<Commit> => {
  const raw = id === undefined ? undefined : mustSucceed(await git("cat-file", "commit", id), top);
  const commit = raw === undefined ? undefined : parseCommit(raw);
  if (commit !== undefined) return commit;
  throw new GitError(
    "UNKNOWN_REVISION",
    `${top}: has no commit ${revision}; fetch it, or check out with \`fetch-depth: 0\``,
  );
};

const fetchFromOrigin = async (git: RunGit, id: string): Promise<Fetched> => {
  if (!isCommitId(id)) return { kind: "unavailable", reason: `${id} is no full commit id` };
  // A depth would cut off the history that a full clone has.
  const depth = (await isShallow(git)) ? ["--depth=1"] : [];
  const { status, stderr } = await git("fetch", "--no-tags", ...depth, "origin", id);
  return status === 0 ? { kind: "fetched" } : { kind: "unavailable", reason: redact(lastLine(stderr)) };
};

/** A branch that only this clone has may be as good: somebody's own clone has it so. */
const placesOf = (other: Fork): Other =>
  other.kind === "commit"
    ? { names: [other.id], refspec: other.id }
    : {
        names: [`refs/remotes/origin/${other.name}`, `refs/heads/${other.name}`],
        refspec: `refs/heads/${other.name}:refs/remotes/origin/${other.name}`,
      };

const descendsFrom = async (git: RunGit, revision: string, id: string): Promise<boolean | undefined> => {
  if (isCommitId(id) && (await git("merge-base", "--is-ancestor", id, revision)).status === 0) return true;
  return (await isShallow(git)) ? undefined : false;
};

const isShallow = async (git: RunGit): Promise<boolean> =>
  (await git("rev-parse", "--is-shallow-repository")).stdout.trim() === "true";

const mustSucceed = ({ status, stdout, stderr }: ProgramResult, where: string): string => {
  if (status === 0) return stdout;
  const owned = /detected dubious ownership in repository at '([^']+)'|unsafe repository \('([^']+)'/.exec(stderr);
  const directory = owned?.[1] ?? owned?.[2];
  if (directory === undefined) {
    throw new GitError(
      "GIT_FAILED",
      `${where}: Git ended with status ${status} (${lastLine(stderr)}); check the repository`,
    );
  }
  throw new GitError(
    "NOT_OWNED",
    `${where}: the repository belongs to another user, which Git refuses; run \`git config --global --add safe.directory ${directory}\` first`,
  );
};

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
