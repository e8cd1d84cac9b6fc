import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { pullRequestOpened, push, type WorkflowEvent } from "../support/events.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { git } from "./git.ts";

/** A workspace as actions/checkout leaves it, with the event that it was made for. */
export interface Checkout {
  readonly workspace: string;
  readonly event: WorkflowEvent;
  /** The commit that is checked out. */
  readonly sha: string;
}

/** A repository on a server: bare, handing out any commit that is asked for, as GitHub does. */
export interface Origin {
  /** Id of a new commit with the tree of another. */
  commit(options: {
    readonly treeOf: string;
    readonly parents: readonly string[];
    readonly message: string;
  }): Promise<string>;
  /** The checkout of a push that moved `main` from `before` to `after`. */
  pushed(options: { readonly before: string; readonly after: string }): Promise<Checkout>;
  /** The checkout of pull request 1: depth 1, detached, at the merge of `head` into `base`, which the clone only names. */
  pullRequest(options: { readonly base: string; readonly head: string; readonly fork?: string }): Promise<Checkout>;
}

/** A server's copy of the repository in `source`, with all of its commits. */
export async function makeOrigin(source: string): Promise<Origin> {
  const dir = join(temporaryFolder("origin"), "demo.git");
  await git(source, "clone", "--quiet", "--bare", source, dir);
  await git(dir, "config", "uploadpack.allowAnySHA1InWant", "true");
  const commit: Origin["commit"] = ({ treeOf, parents, message }) =>
    git(dir, "commit-tree", `${treeOf}^{tree}`, ...parents.flatMap((parent) => ["-p", parent]), "-m", message);
  return {
    commit,
    pushed: async ({ before, after }) => {
      const workspace = await checkOut(dir, after, "refs/remotes/origin/main");
      await git(workspace, "checkout", "--quiet", "--force", "-B", "main", "refs/remotes/origin/main");
      const event = push({ before, after, created: false, forced: false, head_commit: { id: after } });
      return { workspace, event, sha: after };
    },
    pullRequest: async ({ base, head, fork }) => {
      const sha = await commit({ treeOf: head, parents: [base, head], message: `Merge ${head} into ${base}` });
      const workspace = await checkOut(dir, sha, "refs/remotes/pull/1/merge");
      await git(workspace, "checkout", "--quiet", "--force", "refs/remotes/pull/1/merge");
      const from = fork === undefined ? {} : { repo: { full_name: fork } };
      const pull_request = { merge_commit_sha: sha, head: { sha: head, ...from }, base: { sha: base } };
      return { workspace, event: pullRequestOpened({ pull_request }), sha };
    },
  };
}

export type FilesByName = Readonly<Record<string, string>>;

export interface OriginWith extends Origin {
  /** Ids of the commits, oldest first. */
  readonly revisions: readonly string[];
}

/** A server's copy of a new repository with a commit for each entry, which overwrites files; `prepare` goes into the first. */
export async function makeOriginWith(
  revisions: readonly FilesByName[],
  prepare: (dir: string) => void = () => {},
): Promise<OriginWith> {
  const dir = temporaryFolder("seed");
  await git(dir, "init", "--quiet", "--initial-branch=main");
  prepare(dir);
  const ids: string[] = [];
  for (const files of revisions) {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
    await git(dir, "add", "--all");
    await git(dir, "commit", "--quiet", "--no-verify", `--message=Revision ${ids.length + 1}`);
    ids.push(await git(dir, "rev-parse", "HEAD"));
  }
  return { ...(await makeOrigin(dir)), revisions: ids };
}

/** The commands of actions/checkout with its default `fetch-depth: 1`. */
const checkOut = async (origin: string, sha: string, ref: string): Promise<string> => {
  const workspace = temporaryFolder("workspace");
  await git(workspace, "init", "--quiet", "--initial-branch=main");
  await git(workspace, "remote", "add", "origin", pathToFileURL(origin).href);
  await git(workspace, "fetch", "--quiet", "--no-tags", "--prune", "--depth=1", "origin", `+${sha}:${ref}`);
  return workspace;
};
