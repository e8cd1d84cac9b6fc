import type { ProgramResult, RunProgram } from "../core/program.ts";
import { redact } from "../core/redact.ts";
import { type Commit, isCommitId, parseCommit } from "./commit.ts";
import { GitError } from "./errors.ts";

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
  /** When `revision` was committed, RFC 3339 in UTC. */
  commitDate(revision: string): Promise<string>;
  hasCommit(id: string): Promise<boolean>;
  /** Gets the commit from `origin`, with the credentials that the checkout left in the clone's configuration. */
  fetchCommit(id: string): Promise<Fetched>;
  /** Best common ancestor, `undefined` when this clone knows none; a shallow clone often does not. */
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /** Files that differ between two commits, or from a commit to the tracked files here; `undefined` when one is not there. */
  changedFiles(from: string, to?: string): Promise<readonly string[] | undefined>;
}

/** Git's messages are matched in English; no question must wait for an answer; looking must not write the index. */
const ENV = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" } as const;

type RunGit = (...args: readonly string[]) => Promise<ProgramResult>;

/** The repository that `dir` is in, `undefined` when it is in none or there is no Git program. */
export const openGit = async ({
  run,
  dir,
}: {
  readonly run: RunProgram;
  readonly dir: string;
}): Promise<Git | undefined> => {
  const git: RunGit = (...args) => run("git", args, { cwd: dir, env: ENV });
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
    commitDate: async (revision) => (await readCommit(revision)).committedAt,
    hasCommit,
    fetchCommit: async (id) => ((await hasCommit(id)) ? { kind: "present" } : fetchFromOrigin(git, id)),
    mergeBase: async (a, b) => mergeBase(git, await resolve(a), await resolve(b)),
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
  const shallow = (await git("rev-parse", "--is-shallow-repository")).stdout.trim() === "true";
  const { status, stderr } = await git("fetch", "--no-tags", ...(shallow ? ["--depth=1"] : []), "origin", id);
  return status === 0 ? { kind: "fetched" } : { kind: "unavailable", reason: redact(lastLine(stderr)) };
};

const mergeBase = async (git: RunGit, a: string | undefined, b: string | undefined): Promise<string | undefined> => {
  if (a === undefined || b === undefined) return undefined;
  const { status, stdout } = await git("merge-base", a, b);
  return status === 0 ? stdout.trim() : undefined;
};

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
