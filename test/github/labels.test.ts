import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { type LabelOwner, openApi, readLabels } from "../../src/github/index.ts";
import { FORK, type GitHub, SAME_REPO, startGitHub } from "../e2e/support/github.ts";
import { closeServer, listenOnLoopback } from "../support/ports.ts";

const SHA = "a".repeat(40);

let github: GitHub;
before(async () => {
  github = await startGitHub();
  await github.admin("POST", `/issues/${github.pullRequest}/labels`, { labels: ["bug", "size-increase-ok"] });
});
after(() => github.stop());

const read = async (of: LabelOwner, options: { readonly token: string; readonly apiUrl: string }) =>
  readLabels(await openApi(options), { owner: "octo", repo: "demo" }, of);

test("a pull request's labels are told to whoever may read it, also to a fork's token", async () => {
  for (const permissions of [SAME_REPO, FORK]) {
    const token = await github.token(permissions);
    const answer = await read({ kind: "pull-request", number: github.pullRequest }, { token, apiUrl: github.url });
    assert.deepEqual(answer, { kind: "labels", names: ["bug", "size-increase-ok"] });
  }
  assert.deepEqual(github.violations(), []);
});

test("a pull request that is not there is a problem with its status, and no crash", async () => {
  const token = await github.token(SAME_REPO);
  const answer = await read({ kind: "pull-request", number: 999 }, { token, apiUrl: github.url });
  assert.match(answer.kind === "failed" ? answer.problem : "", /\(status 404\)$/);
});

const labels = (...names: readonly string[]) => names.map((name) => ({ name }));

/** As GitHub answers for a commit of the default branch: the merged pull request, and others that contain the commit. */
const PULLS = [
  { merged_at: "2026-01-07T09:00:00Z", merge_commit_sha: SHA, labels: labels("size-increase-ok", "bug") },
  { merged_at: null, merge_commit_sha: SHA, labels: labels("open") },
  { merged_at: "2026-01-07T09:00:00Z", merge_commit_sha: "b".repeat(40), labels: labels("another") },
];

test("of a commit the labels are those of the pull request that was merged as it", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(PULLS));
  });
  const apiUrl = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  try {
    const answer = await read({ kind: "merge", sha: SHA }, { token: "t", apiUrl });
    assert.deepEqual(answer, { kind: "labels", names: ["size-increase-ok", "bug"] });
    assert.deepEqual(asked, [`/repos/octo/demo/commits/${SHA}/pulls?per_page=100`]);
  } finally {
    await closeServer(server);
  }
});

test("a GitHub that nobody answers for is a problem, and no crash", async () => {
  const server = createServer();
  const apiUrl = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  await closeServer(server);
  assert.equal((await read({ kind: "merge", sha: SHA }, { token: "t", apiUrl })).kind, "failed");
});
