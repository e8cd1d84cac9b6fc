import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openGit } from "../../src/git/index.ts";
import { openApi, parseContext, readMergeBase } from "../../src/github/index.ts";
import type { BaseCommit } from "../../src/pipeline/base-commit.ts";
import { findBaseCommit } from "../../src/pipeline/find-base-commit.ts";
import { runProgram } from "../../src/run-program.ts";
import { pullRequestOpened, push, recordedEvent, type WorkflowEvent } from "../e2e/support/events.ts";
import { git } from "../nix/rig.ts";
import { captureLog } from "../registry/support/open.ts";
import { type CheckoutRequest, type CommitName, type Depth, makeProject, type Project } from "./baseline-project.ts";

let project: Project;
before(async () => {
  project = await makeProject();
});
after(() => project.remove());

interface Row {
  readonly about: string;
  /** What is checked out, under the name by which actions/checkout fetches it. */
  readonly commit: CommitName;
  readonly ref: string;
  readonly event: () => WorkflowEvent;
  /** GITHUB_SHA and GITHUB_REF, where the checkout is of another. */
  readonly sha?: CommitName;
  readonly eventRef?: string;
  readonly expected: CommitName | "newest" | RegExp;
  readonly depths?: readonly Depth[];
  /** Pull request 1 has been merged since. */
  readonly merged?: true;
  /** The clone's main is the one of a fork that has not been brought up to date. */
  readonly behind?: true;
  /** There is no token. */
  readonly tokenless?: true;
}

/** Pull request 1. The recorded event says that its base is some commit of long ago; nobody must believe it. */
const pullRequest =
  (name = "pull_request", head: CommitName = "head") =>
  (): WorkflowEvent => {
    const { payload } = pullRequestOpened({
      pull_request: { head: { sha: project.commits[head] }, base: { sha: project.commits.fork } },
    });
    return { name, payload };
  };

const fromFork = (): WorkflowEvent => {
  const { payload } = pullRequestOpened({
    pull_request: { head: { sha: project.commits.head, repo: { full_name: "mona/demo" } } },
  });
  return { name: "pull_request", payload };
};

const pushed =
  (before: CommitName | undefined, more = {}) =>
  (): WorkflowEvent =>
    push({
      before: before === undefined ? "0".repeat(40) : project.commits[before],
      created: false,
      forced: false,
      ...more,
    });

const recorded = (name: string, action?: string) => (): WorkflowEvent => recordedEvent(name, {}, action);

const onMain = { commit: "newer", ref: "refs/heads/main" } as const;
const MERGE = { commit: "merge", ref: "refs/pull/1/merge" } as const;
const HEAD = { commit: "head", ref: "refs/heads/feature", sha: "merge", eventRef: "refs/pull/1/merge" } as const;

const ROWS: readonly Row[] = [
  { about: "pull_request, its merge commit", ...MERGE, event: pullRequest(), expected: "base" },
  {
    ...{ about: "pull_request, run again after it was pushed to", commit: "earlierMerge", ref: "refs/pull/1/merge" },
    ...{ event: pullRequest("pull_request", "first"), expected: "fork" },
  },
  {
    about: "pull_request, run again after it was merged",
    ...MERGE,
    event: pullRequest(),
    expected: "base",
    merged: true,
  },
  {
    ...{ about: "pull_request, a merge of a head that came later", ...MERGE },
    ...{ event: pullRequest("pull_request", "first"), expected: "base" },
  },
  {
    ...{ about: "pull_request, its head", ...HEAD, event: pullRequest(), expected: "fork" },
    depths: ["full", "shallow", "one branch"],
  },
  {
    ...{ about: "pull_request, its head, without a token", ...HEAD, event: pullRequest(), expected: "fork" },
    ...{ depths: ["full", "shallow", "one branch"], tokenless: true },
  },
  {
    ...{ about: "pull_request, its head, run again after it was merged", ...HEAD, event: pullRequest() },
    ...{ expected: "fork", merged: true, depths: ["full", "shallow", "one branch"] },
  },
  {
    ...{ about: "pull_request from a fork, its head in a clone of the fork, whose main is behind", ...HEAD },
    ...{ event: fromFork, expected: "fork", behind: true, depths: ["full"] },
  },
  {
    ...{ about: "pull_request, the base branch", ...onMain, sha: "merge", event: pullRequest() },
    expected: /^unknown: [0-9a-f]{7}, which is checked out, does not tell what this pull request changes$/,
  },
  {
    about: "pull_request_review, its merge commit",
    ...MERGE,
    event: pullRequest("pull_request_review"),
    expected: "base",
  },
  {
    ...{ about: "pull_request_target, as checked out by itself", ...onMain, event: pullRequest("pull_request_target") },
    expected: /^unknown: [0-9a-f]{7}, which is checked out, does not tell what this pull request changes$/,
  },
  {
    ...{ about: "pull_request_target, the head", ...HEAD, sha: "newer", eventRef: "refs/heads/main" },
    ...{ event: pullRequest("pull_request_target"), expected: "fork" },
  },
  {
    ...{ about: "pull_request_target, the merge commit", ...MERGE, sha: "newer", eventRef: "refs/heads/main" },
    ...{ event: pullRequest("pull_request_target"), expected: "base" },
  },
  { about: "push of one commit", ...onMain, event: pushed("base"), expected: "base" },
  { about: "push of two commits", ...onMain, event: pushed("fork"), expected: "fork" },
  {
    ...{ about: "push of a new branch", commit: "topic", ref: "refs/heads/topic" },
    ...{ event: pushed(undefined, { created: true }), expected: "base" },
  },
  { about: "forced push", ...onMain, event: pushed("topic", { forced: true }), expected: "base" },
  {
    ...{ about: "push from a commit that is not in the history", ...onMain, event: pushed("topic"), expected: "base" },
    depths: ["full"], // A shallow clone cannot tell, and what GitHub does not call forced has the commit in its history.
  },
  {
    ...{ about: "push, another commit checked out", commit: "topic", ref: "refs/heads/topic", sha: "newer" },
    ...{ event: pushed("fork"), eventRef: "refs/heads/main", expected: "base" },
  },
  {
    ...{ about: "push of the first commit of all", commit: "root", ref: "refs/heads/main" },
    ...{ event: pushed(undefined, { created: true }), expected: "newest" },
  },
  { about: "push of a tag", commit: "newer", ref: "refs/tags/v1.0", event: pushed("fork"), expected: "base" },
  {
    about: "release",
    commit: "newer",
    ref: "refs/tags/v1.0",
    event: recorded("release", "published"),
    expected: "base",
  },
  {
    ...{ about: "creation of a branch", commit: "topic", ref: "refs/heads/topic", event: recorded("create") },
    expected: "base",
  },
  { about: "deployment", ...onMain, event: recorded("deployment", "created"), expected: "base" },
  {
    ...{ about: "merge_group, the only entry", commit: "queued1", ref: "refs/heads/gh-readonly-queue/main/pr-1" },
    ...{ event: recorded("merge_group"), expected: "base" },
  },
  {
    ...{ about: "merge_group, the second entry", commit: "queued2", ref: "refs/heads/gh-readonly-queue/main/pr-2" },
    ...{ event: recorded("merge_group"), expected: "queued1" },
  },
  { about: "schedule", ...onMain, event: () => ({ name: "schedule", payload: {} }), expected: "newest" },
  { about: "workflow_dispatch", ...onMain, event: recorded("workflow_dispatch"), expected: "newest" },
  { about: "repository_dispatch", ...onMain, event: recorded("repository_dispatch"), expected: "newest" },
  { about: "workflow_run", ...onMain, event: recorded("workflow_run"), expected: "newest" },
];

const baseOf = async (row: Row, depth: Depth): Promise<BaseCommit> => {
  const { commit, ref } = row;
  const request: CheckoutRequest = { commit, ref, depth };
  const dir = await project.checkout(request);
  if (row.behind === true) await git(dir, "update-ref", "refs/remotes/origin/main", project.commits.root);
  const found = await openGit({ run: runProgram, dir });
  assert.ok(found);
  const { name, payload } = row.event();
  const env = {
    ...{ GITHUB_EVENT_NAME: name, GITHUB_REF: row.eventRef ?? ref, GITHUB_REPOSITORY: "octo/demo" },
    ...{ GITHUB_SHA: project.commits[row.sha ?? commit], GITHUB_API_URL: project.apiUrl },
  };
  const context = parseContext(env, JSON.stringify(payload));
  const { owner, repo, apiUrl } = context;
  const mergeBase =
    row.tokenless === undefined
      ? async (base: string, head: string) =>
          readMergeBase(await openApi({ token: "token", apiUrl }), { owner, repo }, { base, head })
      : undefined;
  return findBaseCommit(context, { git: found, mergeBase, log: captureLog() });
};

const inWords = (base: BaseCommit): string => {
  switch (base.kind) {
    case "commit":
      return project.nameOf(base.revision);
    case "newest":
      return "newest";
    case "unknown":
      return `unknown: ${base.found}`;
  }
};

describe("the commit to compare with", () => {
  for (const row of ROWS) {
    for (const depth of row.depths ?? (["full", "shallow"] as const)) {
      test(`on ${row.about}, ${depth}`, async (t) => {
        await project.mergeFeature(row.merged ?? false);
        const found = inWords(await baseOf(row, depth));
        t.diagnostic(`| ${row.about} | ${depth} | ${row.commit} | ${found} |`);
        if (typeof row.expected === "string") assert.equal(found, row.expected);
        else assert.match(found, row.expected);
      });
    }
  }
});

test("GitHub is asked for the merge base where the clone does not reach it, and only there", async () => {
  const head = ROWS.find(({ about }) => about === "pull_request, its head");
  assert.ok(head !== undefined);
  await project.mergeFeature(false);
  const askedFor = async (depth: Depth) => {
    const earlier = project.asked.length;
    await baseOf(head, depth);
    return project.asked.slice(earlier);
  };
  assert.deepEqual(await askedFor("full"), []);
  const compare = `/repos/octo/demo/compare/main...${project.commits.head}?per_page=1`;
  assert.deepEqual(await askedFor("shallow"), [compare]);
  assert.deepEqual(await askedFor("one branch"), [compare]);
});

test("a commit that was made after the push starts from what was pushed", async () => {
  const dir = await project.checkout({ ...onMain, depth: "shallow" });
  await git(dir, "commit", "--quiet", "--allow-empty", "--message=made by a step of the job");
  const found = await openGit({ run: runProgram, dir });
  assert.ok(found);
  const env = { GITHUB_EVENT_NAME: "push", GITHUB_REF: "refs/heads/main", GITHUB_REPOSITORY: "octo/demo" };
  const { payload } = pushed("fork")();
  const context = parseContext({ ...env, GITHUB_SHA: project.commits.newer }, JSON.stringify(payload));
  const base = await findBaseCommit(context, { git: found, log: captureLog() });
  assert.equal(inWords(base), "newer");
});
