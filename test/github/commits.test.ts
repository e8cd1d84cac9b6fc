import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { type MergeBaseAnswer, openApi, readMergeBase } from "../../src/github/index.ts";
import { FORK, type GitHub, SAME_REPO, startGitHub } from "../e2e/support/github.ts";

let github: GitHub;
/** One commit on top of where main was, on each of two branches. */
let main = "";
let feature = "";

before(async () => {
  github = await startGitHub();
  const { tree } = (await github.admin("GET", `/git/commits/${github.sha}`)) as { tree: { sha: string } };
  const commit = async (message: string): Promise<string> => {
    const body = { message, tree: tree.sha, parents: [github.sha] };
    return ((await github.admin("POST", "/git/commits", body)) as { sha: string }).sha;
  };
  main = await commit("on main");
  feature = await commit("on a branch");
  await github.admin("PATCH", "/git/refs/heads/main", { sha: main });
  await github.admin("POST", "/git/refs", { ref: "refs/heads/with/slash", sha: main });
});
after(() => github.stop());

const read = async (base: string, head: string, permissions = SAME_REPO): Promise<MergeBaseAnswer> => {
  const api = await openApi({ token: await github.token(permissions), apiUrl: github.url });
  return readMergeBase(api, { owner: "octo", repo: "demo" }, { base, head });
};

test("GitHub tells the merge base of a branch and a commit, also to a fork's token", async () => {
  for (const permissions of [SAME_REPO, FORK]) {
    assert.deepEqual(await read("main", feature, permissions), { kind: "commit", id: github.sha });
  }
  assert.deepEqual(await read("with/slash", feature), { kind: "commit", id: github.sha });
  assert.deepEqual(await read(main, feature), { kind: "commit", id: github.sha });
  assert.deepEqual(await read("main", main), { kind: "commit", id: main });
});

test("a branch or a commit that GitHub does not know is a problem with its status, and no crash", async () => {
  for (const [base, head] of [
    ["none", feature],
    ["main", "1".repeat(40)],
  ] as const) {
    const answer = await read(base, head);
    assert.match(answer.kind === "failed" ? answer.problem : "", /\(status 404\)$/);
  }
});

test("an answer that is cut off or of something in between is a problem, and no crash", async (t) => {
  const bodies = ['{"merge_base_commit":', "{}", "", "<html>"];
  for (const body of bodies) {
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-type": body === "<html>" ? "text/html" : "application/json" }).end(body);
    }).listen(0, "127.0.0.1");
    t.after(() => server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const api = await openApi({ token: "t", apiUrl: `http://127.0.0.1:${port}` });
    const answer = await readMergeBase(api, { owner: "octo", repo: "demo" }, { base: "main", head: main });
    assert.deepEqual(answer, { kind: "failed", problem: "it names no commit" }, body);
  }
});

test("all of these are requests that GitHub's own description of its API allows", () => {
  assert.ok(github.requests.some(({ path }) => path.includes("/compare/")));
  assert.deepEqual(github.violations(), []);
});
