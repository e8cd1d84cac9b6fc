import assert from "node:assert/strict";
import { test } from "node:test";
import { type CurrentPull, parseFinishedRun } from "../../src/github/index.ts";
import { type Claim, judgeClaim } from "../../src/pipeline/check-claims.ts";
import { workflowRun } from "../e2e/support/events.ts";

const SHA = "a".repeat(40);

const claim = (pull: Partial<CurrentPull> = {}): Claim => {
  const head = { head_sha: SHA, head_branch: "feature", head_repository: { full_name: "mona/demo" } };
  const { name, payload } = workflowRun({ workflow_run: head });
  return {
    ...{
      file: "a/report.json",
      number: 7,
      repository: "octo/demo",
      run: parseFinishedRun(name, JSON.stringify(payload)),
    },
    pull: {
      ...{ open: true, headSha: SHA, headBranch: "feature", headRepository: "mona/demo", baseRepository: "octo/demo" },
      ...pull,
    },
  };
};

test("a pull request that is what GitHub says of the run is commented on", () => {
  assert.deepEqual(judgeClaim(claim()), { kind: "comment" });
});

test("one that has moved on, or is closed, is let alone", () => {
  const newer = "b".repeat(40);
  const why = `pull request 7 has a newer commit, ${newer}, whose own run comments`;
  assert.deepEqual(judgeClaim(claim({ headSha: newer })), { kind: "late", why });
  assert.deepEqual(judgeClaim(claim({ open: false })), { kind: "late", why: "pull request 7 is closed" });
});

test("one that is not is refused with what was found and what was expected, open or not", () => {
  const { headRepository: _, ...withoutFork } = claim().pull;
  for (const open of [true, false]) {
    for (const [pull, wanted] of [
      [{ baseRepository: "evil/demo" }, /whose repository is evil\/demo \(expected octo\/demo, as GitHub says/],
      [{ headRepository: "eve/demo" }, /whose head repository is eve\/demo \(expected mona\/demo/],
      [{ headSha: "b".repeat(40), headBranch: "other" }, /whose head is b{40} \(expected a{40}/],
    ] as const) {
      assert.throws(() => judgeClaim(claim({ ...pull, open })), wanted);
    }
    const gone = { ...claim(), pull: { ...withoutFork, open } };
    assert.throws(
      () => judgeClaim(gone),
      /^InputError: a\/report\.json: names pull request 7, whose head repository is gone/,
    );
  }
});

test("a fork that is gone on both sides proves nothing", () => {
  const { name, payload } = workflowRun({
    workflow_run: { head_sha: SHA, head_branch: "feature", head_repository: null },
  });
  const run = parseFinishedRun(name, JSON.stringify(payload));
  const { headRepository: _, ...pull } = claim().pull;
  assert.throws(() => judgeClaim({ ...claim(), run, pull }), /head repository is gone \(expected none/);
});
