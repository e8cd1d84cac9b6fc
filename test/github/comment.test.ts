import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import {
  type CommentOutcome,
  type CommentTarget,
  openApi,
  type StickyComment,
  upsertComment,
} from "../../src/github/index.ts";
import { FORK, type GitHub, type PullRequestComment, SAME_REPO, startGitHub } from "../e2e/support/github.ts";
import { closeServer, listenOnLoopback } from "../support/ports.ts";

const MARKER = "<!-- a marker -->";

let github: GitHub;
let start = 0;

before(async () => {
  github = await startGitHub();
});
after(() => github.stop());
beforeEach(async () => {
  for (const { id } of await github.comments()) await github.admin("DELETE", `/issues/comments/${id}`);
  start = github.requests.length;
});

const target = (): CommentTarget => ({ owner: github.owner, repo: github.repo, issue: github.pullRequest });

const say = (text: string, overrides: Partial<StickyComment> = {}): StickyComment => ({
  marker: MARKER,
  mayCreate: true,
  compose: () => `${MARKER}\n${text}\n`,
  ...overrides,
});

const write = async (comment: StickyComment, permissions = SAME_REPO): Promise<CommentOutcome> => {
  const api = await openApi({ token: await github.token(permissions), apiUrl: github.url });
  return upsertComment(api, target(), comment);
};

const ours = async (): Promise<readonly PullRequestComment[]> =>
  (await github.comments()).filter(({ author }) => author === "github-actions[bot]");

const writes = (): readonly string[] =>
  github.requests
    .slice(start)
    .filter(({ method }) => method !== "GET")
    .map(({ method }) => method);

test("a comment is created, updated in place, and left alone when it says the same", async () => {
  const created = await write(say("one"));
  const updated = await write(say("two"));
  const unchanged = await write(say("two"));
  assert.deepEqual([created.kind, updated.kind, unchanged.kind], ["created", "updated", "unchanged"]);
  const [comment, ...more] = await ours();
  assert.deepEqual([comment?.body, more], [`${MARKER}\ntwo\n`, []]);
  for (const outcome of [created, updated, unchanged]) {
    assert.match("url" in outcome ? outcome.url : "", new RegExp(`#issuecomment-${comment?.id}$`));
  }
  assert.deepEqual(writes(), ["POST", "PATCH"]);
  assert.deepEqual(github.violations(), []);
});

test("what is not worth a comment makes none, and brings one that exists up to date", async () => {
  const quiet = { mayCreate: false };
  assert.deepEqual(await write(say("one", quiet)), { kind: "not-needed" });
  await write(say("one"));
  assert.equal((await write(say("two", quiet))).kind, "updated");
  assert.deepEqual(writes(), ["POST", "PATCH"]);
});

test("the new text is made from the old one", async () => {
  await write(say("one"));
  const seen: (string | undefined)[] = [];
  const compose = (existing: string | undefined) => {
    seen.push(existing);
    return `${existing?.trimEnd()}, two\n`;
  };
  await write(say("", { compose }));
  assert.deepEqual(seen, [`${MARKER}\none\n`]);
  assert.equal((await ours())[0]?.body, `${MARKER}\none, two\n`);
});

test("another run of the same content is no news", async () => {
  const link = (run: number) =>
    `<!-- section image=a platform=b job=c run=${run} head=d -->\n[run](https://github.com/octo/demo/actions/runs/${run})`;
  await write(say(link(1)));
  assert.equal((await write(say(link(2)))).kind, "unchanged");
});

test("the comment is found on the second page", async () => {
  await github.addChatter(101);
  await write(say("one"));
  assert.equal((await write(say("two"))).kind, "updated");
  assert.equal((await ours()).length, 1);
});

test("a marker in the middle of a comment is a quotation", async () => {
  await write(say("", { compose: () => `> ${MARKER}` }));
  assert.equal((await write(say("one"))).kind, "created");
});

test("a token that may only read is told apart from an accident", async () => {
  assert.deepEqual(await write(say("one"), FORK), { kind: "forbidden", status: 403 });
  assert.deepEqual(await github.comments(), []);
});

type Answer = readonly [status: number, body: unknown];

/** What comes of a GitHub that answers like this, and the requests that changed something. */
const meet = async (answer: (method: string, url: string) => Answer) => {
  const changes: string[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    if (method !== "GET") changes.push(`${method} ${url}`);
    const [status, body] = answer(method, url);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const port = await listenOnLoopback(server);
  try {
    const api = await openApi({ token: "ghs_secret", apiUrl: `http://127.0.0.1:${port}` });
    return { outcome: await upsertComment(api, { owner: "octo", repo: "demo", issue: 1 }, say("one")), changes };
  } finally {
    await closeServer(server);
  }
};

const outcomeOf = async (status: number, message: string): Promise<CommentOutcome> =>
  (await meet(() => [status, { message }])).outcome;

/** A pull request on which mona has written our marker; GET /user is what tells whose token it is. */
const withMonasComment =
  (user: Answer) =>
  (method: string, url: string): Answer => {
    const comment = {
      id: 7,
      html_url: "https://x/7",
      body: `${MARKER}\nforged`,
      user: { login: "mona", type: "User" },
    };
    if (url === "/user") return user;
    return method === "GET" ? [200, [comment]] : [201, { html_url: "https://x/8" }];
  };

test("a person's comment with our marker is not ours to change", async () => {
  // GitHub's answer to the tokens of workflows, which are no user's.
  for (const user of [
    [403, { message: "Resource not accessible by integration" }],
    [200, { login: "octo" }],
  ] as const) {
    const { outcome, changes } = await meet(withMonasComment(user));
    assert.deepEqual(outcome, { kind: "created", url: "https://x/8" });
    assert.deepEqual(changes, ["POST /repos/octo/demo/issues/1/comments"]);
  }
});

test("who gives a token of their own has their own comment updated", async () => {
  const { outcome, changes } = await meet(withMonasComment([200, { login: "mona" }]));
  assert.equal(outcome.kind, "updated");
  assert.deepEqual(changes, ["PATCH /repos/octo/demo/issues/comments/7"]);
});

test("GitHub's own trouble is an outcome, not an error", async () => {
  assert.deepEqual(await outcomeOf(502, "Bad gateway"), {
    kind: "failed",
    problem: "Bad gateway (status 502)",
  });
});

test("too many requests are not a missing permission", async () => {
  const message = "API rate limit exceeded for installation ID 1.";
  assert.deepEqual(await outcomeOf(403, message), {
    kind: "failed",
    problem: `${message} (status 403)`,
  });
});

test("a GitHub that cannot be reached is an outcome, and the token is not in it", async () => {
  const api = await openApi({ token: "ghs_secret", apiUrl: "http://127.0.0.1:1" });
  const outcome = await upsertComment(api, target(), say("one"));
  assert.equal(outcome.kind, "failed");
  assert.doesNotMatch(JSON.stringify(outcome), /ghs_secret/);
});

test("a token that is none, or that sees no such repository, is forbidden too", async () => {
  for (const status of [401, 404]) {
    assert.deepEqual(await outcomeOf(status, "Bad credentials"), { kind: "forbidden", status });
  }
});
