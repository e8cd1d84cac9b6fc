import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFinishedRun } from "../../src/github/index.ts";
import { type Payload, workflowRun } from "../e2e/support/events.ts";

const SHA = "a".repeat(40);
const parse = (overrides: Payload = {}) => {
  const { name, payload } = workflowRun(overrides);
  return parseFinishedRun(name, JSON.stringify(payload));
};

test("a recorded event tells which run has ended, and for what", () => {
  const head = { head_sha: SHA, head_branch: "feature", head_repository: { full_name: "mona/demo" } };
  assert.deepEqual(parse({ workflow_run: { id: 77, run_attempt: 3, ...head } }), {
    ...{ id: 77, attempt: 3, workflow: "ci", eventName: "pull_request" },
    ...{ headSha: SHA, headBranch: "feature", headRepository: "mona/demo" },
  });
});

test("the workflow has its own name, not that of the run", () => {
  assert.equal(parse({ workflow: { name: "image" }, workflow_run: { name: "A title of the run" } }).workflow, "image");
  assert.equal(parse({ workflow: null, workflow_run: { name: "image" } }).workflow, "image");
});

test("a repository that is gone is absent", () => {
  assert.equal("headRepository" in parse({ workflow_run: { head_repository: null } }), false);
});

test("another event, and none of GitHub's, is refused with the way out", () => {
  const { payload } = workflowRun();
  assert.throws(
    () => parseFinishedRun("push", JSON.stringify(payload)),
    /runs on workflow_run, not on push: .*comment-from-forks\.yml/,
  );
  assert.throws(() => parseFinishedRun("workflow_run", "{}"), /is no workflow_run: workflow_run: /);
  assert.throws(() => parse({ workflow_run: { head_sha: "main" } }), /head_sha: expected a commit hash/);
});
