import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { git, write } from "../nix/rig.ts";

/**
 * Commits of the repository on the server. Only `first` and `other` change what an image is made of; all others change
 * a text beside it.
 *
 *     root --- fork --- base --- newer            main; newer has the tag v1.0
 *                |        |-- topic               topic
 *                |        |-- merge               refs/pull/1/merge: base and head
 *                |        |-- docsMerge           refs/pull/3/merge: base and docs
 *                |        `-- queued1 - queued2   the merge queue: base and head, then that and other
 *                |-- first --- head               feature, pull request 1
 *                |-- other                        other, pull request 2
 *                `-- docs                         docs, pull request 3
 */
const PARENTS = {
  root: [],
  fork: ["root"],
  first: ["fork"],
  head: ["first"],
  other: ["fork"],
  docs: ["fork"],
  base: ["fork"],
  newer: ["base"],
  topic: ["base"],
  merge: ["base", "head"],
  /** What refs/pull/1/merge was before the second commit of the pull request: on no branch any more. */
  earlierMerge: ["fork", "first"],
  docsMerge: ["base", "docs"],
  queued1: ["base", "head"],
  queued2: ["queued1", "other"],
  /** Where main stands once pull request 1 has been merged. */
  merged: ["newer", "head"],
} as const;

export type CommitName = keyof typeof PARENTS;

const REFS: Readonly<Record<string, CommitName>> = {
  "refs/heads/main": "newer",
  "refs/heads/feature": "head",
  "refs/heads/other": "other",
  "refs/heads/docs": "docs",
  "refs/heads/topic": "topic",
  "refs/heads/gh-readonly-queue/main/pr-1": "queued1",
  "refs/heads/gh-readonly-queue/main/pr-2": "queued2",
  "refs/pull/1/merge": "merge",
  "refs/pull/3/merge": "docsMerge",
  "refs/tags/v1.0": "newer",
};

export type Depth = "shallow" | "full" | "one branch";

export interface CheckoutRequest {
  readonly commit: CommitName;
  /** Under which name the server has it, as the event says. */
  readonly ref: string;
  readonly depth: Depth;
}

export interface Project {
  readonly commits: Readonly<Record<CommitName, string>>;
  nameOf(id: string | undefined): string;
  /** A clone as actions/checkout leaves it. */
  checkout(request: CheckoutRequest): Promise<string>;
  /** Moves main on to the merge of pull request 1, or back to where it stood. */
  mergeFeature(done: boolean): Promise<void>;
  /** Answers of GitHub's API for this repository: `compare` as Git works it out. */
  readonly apiUrl: string;
  /** Paths that the API was asked for. */
  readonly asked: readonly string[];
  remove(): Promise<void>;
}

/** What is in the tree of each commit; what the image is made of is `part`. */
export type FilesOf = (name: CommitName, part: string) => Readonly<Record<string, string>>;

const partOf = (name: CommitName): string => {
  if (name === "first" || name === "other") return name;
  const changes = PARENTS[name].map(partOf).filter((part) => part !== "nothing");
  return [...new Set(changes)].join(" and ") || "nothing";
};

/** A bare repository that hands out what it is asked for, as GitHub does, and the API beside it. */
export const makeProject = async (filesOf: FilesOf = (_, part) => ({ part })): Promise<Project> => {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), "project-")));
  const dir = join(scratch, "demo.git");
  const commits = await makeCommits(join(scratch, "seed"), filesOf);
  await git(scratch, "init", "--quiet", "--bare", "--initial-branch=main", dir);
  await git(dir, "fetch", "--quiet", join(scratch, "seed"), "+refs/commits/*:refs/commits/*");
  await git(dir, "config", "uploadpack.allowAnySHA1InWant", "true");
  for (const [ref, name] of Object.entries(REFS)) await git(dir, "update-ref", ref, commits[name]);
  const api = await startApi(dir);
  const names = new Map(Object.entries(commits).map(([name, id]) => [id, name]));
  return {
    commits,
    nameOf: (id) => (id === undefined ? "none" : (names.get(id) ?? id)),
    checkout: ({ commit, ref, depth }) => checkOut({ scratch, origin: dir, id: commits[commit], ref, depth }),
    mergeFeature: async (done) => {
      await git(dir, "update-ref", "refs/heads/main", commits[done ? "merged" : "newer"]);
    },
    apiUrl: api.url,
    asked: api.asked,
    remove: async () => {
      await api.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
};

const makeCommits = async (dir: string, filesOf: FilesOf): Promise<Record<CommitName, string>> => {
  await mkdir(dir);
  await git(dir, "init", "--quiet", "--initial-branch=main");
  const commits: Partial<Record<CommitName, string>> = {};
  for (const name of Object.keys(PARENTS) as CommitName[]) {
    await write(dir, { ...filesOf(name, partOf(name)), text: name });
    await git(dir, "add", "--all");
    const tree = await git(dir, "write-tree");
    const parents = PARENTS[name].flatMap((parent) => ["-p", commits[parent] ?? ""]);
    const id = await git(dir, "commit-tree", tree, ...parents, "-m", name);
    await git(dir, "update-ref", `refs/commits/${name}`, id);
    commits[name] = id;
  }
  return commits as Record<CommitName, string>;
};

interface CheckoutOptions {
  readonly scratch: string;
  readonly origin: string;
  readonly id: string;
  readonly ref: string;
  readonly depth: Depth;
}

/** The commands of actions/checkout. */
const checkOut = async ({ scratch, origin, id, ref, depth }: CheckoutOptions): Promise<string> => {
  const dir = await mkdtemp(join(scratch, "clone-"));
  const tracked = ref.replace(
    /^refs\/(heads|pull)\//,
    (_, kind) => `refs/remotes/${kind === "heads" ? "origin" : kind}/`,
  );
  const one = `+${id}:${tracked}`;
  const refs = {
    shallow: ["--depth=1", one],
    full: [
      "+refs/heads/*:refs/remotes/origin/*",
      "+refs/tags/*:refs/tags/*",
      ...(ref.startsWith("refs/pull/") ? [one] : []),
    ],
    "one branch": [one],
  };
  await git(dir, "init", "--quiet");
  await git(dir, "remote", "add", "origin", pathToFileURL(origin).href);
  await git(dir, "fetch", "--quiet", "--no-tags", "--prune", "origin", ...refs[depth]);
  await git(dir, "checkout", "--quiet", "--detach", id);
  return dir;
};

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits, as far as the merge base goes. */
const startApi = async (dir: string) => {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    asked.push(path);
    const [, base = "", head = ""] = /^\/repos\/octo\/demo\/compare\/(.+)\.\.\.([^?]+)(?:\?|$)/.exec(path) ?? [];
    const sha = base === "" ? "" : await git(dir, "merge-base", base, head).catch(() => "");
    response.writeHead(sha === "" ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(sha === "" ? { message: "Not Found" } : { merge_base_commit: { sha } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { asked, stop, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};
