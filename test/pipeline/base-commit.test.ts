import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openGit } from "../../src/git/index.ts";
import { type GitHubContext, parseContext } from "../../src/github/index.ts";
import { type BaseCommit, findBaseCommit } from "../../src/pipeline/base-commit.ts";
import { runProgram } from "../../src/run-program.ts";
import { type Payload, pullRequestOpened, push } from "../e2e/support/events.ts";
import { git } from "../nix/rig.ts";

/**
 * The repository on the server:
 *
 *     fork --- base ---------- newer     main
 *        \         \
 *         \         merge                refs/pull/1/merge
 *          \       /
 *           head --                      feature
 */
interface Server {
  readonly dir: string;
  readonly fork: string;
  readonly base: string;
  readonly newer: string;
  readonly head: string;
  readonly merge: string;
}

let scratch = "";
let server: Server;

const commit = async (dir: string, message: string): Promise<string> => {
  await git(dir, "commit", "--quiet", "--allow-empty", `--message=${message}`);
  return git(dir, "rev-parse", "HEAD");
};

const makeServer = async (): Promise<Server> => {
  const dir = await mkdtemp(join(scratch, "server-"));
  await git(dir, "init", "--quiet", "--initial-branch=main");
  const fork = await commit(dir, "fork");
  await git(dir, "checkout", "--quiet", "-b", "feature");
  const head = await commit(dir, "head");
  await git(dir, "checkout", "--quiet", "main");
  const base = await commit(dir, "base");
  await git(dir, "checkout", "--quiet", "--detach");
  await git(dir, "merge", "--quiet", "--no-ff", "--message=merge", "feature");
  const merge = await git(dir, "rev-parse", "HEAD");
  await git(dir, "update-ref", "refs/pull/1/merge", merge);
  await git(dir, "checkout", "--quiet", "main");
  const newer = await commit(dir, "newer");
  await git(dir, "tag", "v1.0");
  return { dir, fork, base, newer, head, merge };
};

before(async () => {
  scratch = await mkdtemp(join(tmpdir(), "base-commit-"));
  server = await makeServer();
});
after(() => rm(scratch, { recursive: true, force: true }));

/** As actions/checkout does it: the one ref is fetched, all branches with it when the history is wanted. */
const checkout = async (ref: string, depth: "shallow" | "full"): Promise<string> => {
  const dir = await mkdtemp(join(scratch, "clone-"));
  await git(dir, "init", "--quiet");
  await git(dir, "remote", "add", "origin", `file://${server.dir}`);
  const refs = depth === "full" ? ["+refs/heads/*:refs/remotes/origin/*", `+${ref}`] : ["--depth=1", ref];
  await git(dir, "fetch", "--quiet", "--no-tags", "origin", ...refs);
  await git(
    dir,
    "checkout",
    "--quiet",
    "--detach",
    await git(dir, "ls-remote", "origin", ref).then((line) => line.slice(0, 40)),
  );
  return dir;
};

const baseOf = async (dir: string, context: GitHubContext): Promise<BaseCommit | undefined> => {
  const opened = await openGit({ run: runProgram, dir });
  assert.ok(opened);
  return findBaseCommit(context, opened);
};

const contextOf = (eventName: string, ref: string, payload: Payload = {}): GitHubContext => {
  const env = {
    GITHUB_EVENT_NAME: eventName,
    GITHUB_REF: ref,
    GITHUB_REPOSITORY: "octo/demo",
    GITHUB_SHA: "d".repeat(40),
  };
  return parseContext(env, JSON.stringify(payload));
};

/** The recorded event says that the base is main's tip of long ago; nobody must believe it. */
const pullRequest = (): GitHubContext => {
  const { payload } = pullRequestOpened({ pull_request: { head: { sha: server.head } } });
  return contextOf("pull_request", "refs/pull/1/merge", payload);
};

for (const depth of ["full", "shallow"] as const) {
  test(`a pull request starts from the first parent of its merge commit, in a ${depth} clone`, async () => {
    assert.deepEqual(await baseOf(await checkout("refs/pull/1/merge", depth), pullRequest()), {
      revision: server.base,
      exact: true,
    });
  });
}

test("a checkout of the head with its history starts where it left the base branch", async () => {
  assert.deepEqual(await baseOf(await checkout("refs/heads/feature", "full"), pullRequest()), {
    revision: server.fork,
    exact: true,
  });
});

test("a checkout of the head alone does not know where it starts", async () => {
  assert.equal(await baseOf(await checkout("refs/heads/feature", "shallow"), pullRequest()), undefined);
});

test("a merge commit of another head is not this pull request's", async () => {
  const { payload } = pullRequestOpened({ pull_request: { head: { sha: "e".repeat(40) } } });
  const context = contextOf("pull_request", "refs/pull/1/merge", payload);
  assert.equal(await baseOf(await checkout("refs/pull/1/merge", "shallow"), context), undefined);
  assert.deepEqual(await baseOf(await checkout("refs/pull/1/merge", "full"), context), {
    revision: server.base,
    exact: true,
  });
});

const onMain = (eventName: string, payload: Payload = {}) =>
  Promise.all([checkout("refs/heads/main", "shallow"), contextOf(eventName, "refs/heads/main", payload)] as const);

test("a push starts from what the branch was before, however many commits it brings", async () => {
  const [dir, context] = await onMain("push", push({ before: server.fork }).payload);
  assert.deepEqual(await baseOf(dir, context), { revision: server.fork, exact: true });
});

test("a forced push and a new branch start from their own parent", async () => {
  for (const overrides of [
    { forced: true, before: server.head },
    { created: true, before: "0".repeat(40) },
  ]) {
    const [dir, context] = await onMain("push", push(overrides).payload);
    assert.deepEqual(await baseOf(dir, context), { revision: server.base, exact: true });
  }
});

test("the first commit of all starts from nothing", async () => {
  const dir = await mkdtemp(join(scratch, "first-"));
  await git(dir, "init", "--quiet");
  await commit(dir, "first");
  assert.equal(
    await baseOf(dir, contextOf("push", "refs/heads/main", push({ before: "0".repeat(40) }).payload)),
    undefined,
  );
});

test("a merge queue starts from the parent of its commit", async () => {
  const ref = "refs/heads/gh-readonly-queue/main/pr-1-d";
  assert.deepEqual(await baseOf(await checkout("refs/heads/main", "shallow"), contextOf("merge_group", ref)), {
    revision: server.base,
    exact: true,
  });
});

test("a tag starts from the parent of its commit, whatever its push was before", async () => {
  const context = contextOf("push", "refs/tags/v1.0", push({ ref: "refs/tags/v1.0", before: server.fork }).payload);
  assert.deepEqual(await baseOf(await checkout("refs/tags/v1.0", "shallow"), context), {
    revision: server.base,
    exact: true,
  });
});

for (const event of ["schedule", "workflow_dispatch"]) {
  test(`a run by ${event} changes nothing, so it starts from no commit`, async () => {
    const [dir, context] = await onMain(event);
    assert.equal(await baseOf(dir, context), undefined);
  });
}
