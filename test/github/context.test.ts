import assert from "node:assert/strict";
import { test } from "node:test";
import { branchOf, type Environment, GitHubError, gitTagOf, parseContext } from "../../src/github/index.ts";
import { type Payload, pullRequestOpened, push } from "../e2e/support/events.ts";

const SHA = "c".repeat(40);
const BASE = "b".repeat(40);
const ENV: Environment = {
  GITHUB_EVENT_NAME: "push",
  GITHUB_REPOSITORY: "octo/demo",
  GITHUB_SHA: SHA,
  GITHUB_REF: "refs/heads/main",
  GITHUB_WORKFLOW: "ci",
  GITHUB_JOB: "image",
  GITHUB_ACTOR: "mona",
  GITHUB_RUN_ID: "77",
};

const parse = (payload: Payload, env: Environment = {}) => parseContext({ ...ENV, ...env }, JSON.stringify(payload));

test("a recorded push tells the branch and the commit before", () => {
  const before = "b".repeat(40);
  const event = push({ before });
  assert.deepEqual(parse(event.payload), {
    eventName: "push",
    owner: "octo",
    repo: "demo",
    ownerType: "User",
    sha: SHA,
    ref: "refs/heads/main",
    workflow: "ci",
    job: "image",
    actor: "mona",
    apiUrl: "https://api.github.com",
    serverUrl: "https://github.com",
    runId: 77,
    runAttempt: 1,
    runUrl: "https://github.com/octo/demo/actions/runs/77",
    defaultBranch: "main",
    before,
  });
});

test("a recorded pull request tells its number, its head and where it goes", () => {
  const { payload } = pullRequestOpened({ pull_request: { head: { sha: SHA }, base: { sha: BASE } } });
  const env = { GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: "refs/pull/1/merge" };
  const context = parse(payload, env);
  assert.deepEqual(context.pullRequest, {
    ...{ number: 1, headSha: SHA, baseRef: "main", baseSha: BASE, fromFork: false, labels: [] },
  });
  assert.equal(branchOf(context), undefined);
});

test("a pull request tells the labels that it had at the moment of the event", () => {
  const labels = [{ name: "size-increase-ok" }, { name: "Bug" }];
  const { pullRequest } = parse(pullRequestOpened({ pull_request: { labels } }).payload);
  assert.deepEqual(pullRequest?.labels, ["size-increase-ok", "Bug"]);
});

test("a head in another repository, or in one that is gone, is a fork's", () => {
  const fromFork = (head: Payload) =>
    parse(pullRequestOpened({ pull_request: { head } }).payload).pullRequest?.fromFork;
  assert.equal(fromFork({ repo: { full_name: "mona/demo" } }), true);
  assert.equal(fromFork({ repo: null }), true);
});

test("a new branch and a forced push have no commit before", () => {
  assert.equal(parse(push({ before: "0".repeat(40) }).payload).before, undefined);
  assert.equal(parse(push({ forced: true }).payload).before, undefined);
  assert.equal(parse({}).before, undefined);
});

test("GitHub Enterprise keeps its own addresses", () => {
  const { apiUrl, runUrl } = parse(
    {},
    { GITHUB_API_URL: "https://ghe.example/api/v3", GITHUB_SERVER_URL: "https://ghe.example" },
  );
  assert.deepEqual([apiUrl, runUrl], ["https://ghe.example/api/v3", "https://ghe.example/octo/demo/actions/runs/77"]);
});

test("an event without a file is one without details", () => {
  const { pullRequest, before, defaultBranch } = parseContext(ENV, "");
  assert.deepEqual([pullRequest, before, defaultBranch], [undefined, undefined, undefined]);
});

test("a ref is a branch, a tag, or neither", () => {
  const of = (ref: string) => {
    const context = parse({}, { GITHUB_REF: ref });
    return [branchOf(context), gitTagOf(context)];
  };
  assert.deepEqual(of("refs/heads/feature/a"), ["feature/a", undefined]);
  assert.deepEqual(of("refs/tags/v1.0"), [undefined, "v1.0"]);
  assert.deepEqual(of("refs/pull/1/merge"), [undefined, undefined]);
});

test("an event that names a branch is not one of the branch when it may be a pull request's", () => {
  const { payload } = pullRequestOpened();
  assert.equal(branchOf(parse(payload, { GITHUB_EVENT_NAME: "pull_request_target" })), undefined);
  assert.equal(branchOf(parse(payload, { GITHUB_EVENT_NAME: "pull_request_review" })), undefined);
  for (const GITHUB_EVENT_NAME of ["pull_request_target", "workflow_run"])
    assert.equal(branchOf(parse({}, { GITHUB_EVENT_NAME })), undefined);
  for (const GITHUB_EVENT_NAME of ["push", "schedule", "workflow_dispatch"])
    assert.equal(branchOf(parse({}, { GITHUB_EVENT_NAME })), "main");
});

test("the event tells whether a person or an organization owns the repository", () => {
  const of = (owner: Payload) => parse({ repository: { owner } }).ownerType;
  assert.equal(of({ type: "Organization" }), "Organization");
  assert.equal(of({ type: "User" }), "User");
  assert.deepEqual([of({ type: "Bot" }), of({}), parse({}).ownerType], [undefined, undefined, undefined]);
});

const rejects = (run: () => unknown, message: RegExp): void =>
  assert.throws(
    run,
    (error) => error instanceof GitHubError && error.code === "BAD_CONTEXT" && message.test(error.message),
  );

test("outside of a workflow run the command line is named", () => {
  for (const name of ["GITHUB_EVENT_NAME", "GITHUB_REPOSITORY", "GITHUB_SHA"]) {
    const wanted = new RegExp(`^${name} is not set: this is not a workflow run; .*nix-image report IMAGE$`);
    rejects(() => parse({}, { [name]: undefined }), wanted);
    rejects(() => parse({}, { [name]: "" }), wanted);
  }
});

test("an event file that GitHub did not write is refused, with the field that is wrong", () => {
  rejects(() => parseContext(ENV, "not json"), /GITHUB_EVENT_PATH/);
  const pull = (overrides: Payload) => () => parse(pullRequestOpened({ pull_request: overrides }).payload);
  rejects(pull({ number: "1; rm -rf /" }), /pull_request\.number/);
  rejects(pull({ head: { sha: "--upload-pack=x" } }), /pull_request\.head\.sha/);
});
