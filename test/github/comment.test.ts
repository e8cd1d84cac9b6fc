import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import {
  type CommentOutcome,
  type CommentTarget,
  openApi,
  type Standing,
  type StickyComment,
  upsertComment,
} from "../../src/github/index.ts";
import { FORK, type GitHub, type PullRequestComment, SAME_REPO, startGitHub } from "../e2e/support/github.ts";
import { captureLog, recordingPace } from "../registry/support/open.ts";
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

/** The pace of a test that does not wait, and what it was asked to say and to wait for. */
const hurry = () => {
  const { sleep, random, slept } = recordingPace();
  const log = captureLog();
  return { pace: { sleep, random }, log, slept };
};

const write = async (comment: StickyComment, permissions = SAME_REPO): Promise<CommentOutcome> => {
  const api = await openApi({ token: await github.token(permissions), apiUrl: github.url });
  return upsertComment({ api, target: target(), comment, ...hurry() });
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
  const seen: Standing[] = [];
  const compose = (standing: Standing) => {
    seen.push(standing);
    return `${standing.bodies.at(-1)?.replace(", two", "").trimEnd()}, two\n`;
  };
  await write(say("", { compose }));
  const [one, two] = [`${MARKER}\none\n`, `${MARKER}\none, two\n`];
  assert.deepEqual(seen, [
    { bodies: [one], written: false },
    { bodies: [one, two], written: true },
  ]);
  assert.equal((await ours())[0]?.body, two);
});

test("another run of the same content is no news", async () => {
  const link = (run: number) =>
    `<!-- section image=a platform=b job=c run=${run} head=d -->\n[run](https://github.com/octo/demo/actions/runs/${run})`;
  await write(say(link(1)));
  assert.equal((await write(say(link(2)))).kind, "unchanged");
  const artifact = (run: string) => `[report](https://github.com/octo/demo/actions/runs/${run})`;
  await write(say(artifact("1/artifacts/5")));
  for (const run of ["2/artifacts/6", "2#artifacts"]) assert.equal((await write(say(artifact(run)))).kind, "unchanged");
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

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Respond = (method: string, url: string) => Answer | "hang-up";

/** What comes of a GitHub that answers like this, the requests that changed something, and what was waited for. */
const meet = async (respond: Respond, comment = say("one")) => {
  const changes: string[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    if (method !== "GET") changes.push(`${method} ${url}`);
    const answer = respond(method, url);
    if (answer === "hang-up") return void request.socket.destroy();
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers }).end(text);
  });
  const port = await listenOnLoopback(server);
  const { pace, log, slept } = hurry();
  try {
    const api = await openApi({ token: "ghs_secret", apiUrl: `http://127.0.0.1:${port}` });
    const outcome = await upsertComment({ api, target: { owner: "octo", repo: "demo", issue: 1 }, comment, pace, log });
    return { outcome, changes, slept, said: log.text() };
  } finally {
    await closeServer(server);
  }
};

/** An issue on which mona has written our marker; GET /user is what tells whose token it is. */
const withMonasComment = (user: Answer): Respond => {
  const by = (id: number, login: string, body: string) => ({
    ...{ id, html_url: `https://x/${id}`, body, user: { login, type: login === "mona" ? "User" : "Bot" } },
  });
  let comments = [by(7, "mona", `${MARKER}\nforged`)];
  return (method, url) => {
    if (url === "/user") return user;
    if (method === "POST") comments = [...comments, by(8, "github-actions[bot]", `${MARKER}\none\n`)];
    if (method === "PATCH") comments = [by(7, "mona", `${MARKER}\none\n`)];
    return method === "GET" ? { status: 200, body: comments } : { status: 200, body: comments.at(-1) };
  };
};

test("a person's comment with our marker is not ours to change", async () => {
  // GitHub's answer to the tokens of workflows, which are no user's.
  for (const user of [
    { status: 403, body: { message: "Resource not accessible by integration" } },
    { status: 200, body: { login: "octo" } },
  ]) {
    const { outcome, changes } = await meet(withMonasComment(user));
    assert.deepEqual(outcome, { kind: "created", url: "https://x/8" });
    assert.deepEqual(changes, ["POST /repos/octo/demo/issues/1/comments"]);
  }
});

test("who gives a token of their own has their own comment updated", async () => {
  const { outcome, changes } = await meet(withMonasComment({ status: 200, body: { login: "mona" } }));
  assert.equal(outcome.kind, "updated");
  assert.deepEqual(changes, ["PATCH /repos/octo/demo/issues/comments/7"]);
});

/** A GitHub that answers every reading with no comments, and every writing like this. */
const onWriting =
  (status: number, message: string, headers = {}): Respond =>
  (method) =>
    method === "GET" ? { status: 200, body: [] } : { status, body: { message }, headers };

const always =
  (status: number, message: string, headers = {}): Respond =>
  () => ({ status, body: { message }, headers });

/** Like `first`, as often as it says, then like `then`. */
const recovering = (first: Respond, times: number, then: Respond): Respond => {
  let left = times;
  return (method, url) => (left-- > 0 ? first(method, url) : then(method, url));
};

const healthy = (): Respond => {
  let comments: readonly object[] = [];
  return (method) => {
    const user = { login: "github-actions[bot]", type: "Bot" };
    if (method === "POST") comments = [{ id: 1, html_url: "https://x/1", body: `${MARKER}\none\n`, user }];
    return { status: 200, body: method === "GET" ? comments : comments[0] };
  };
};

test("GitHub's own trouble is waited for a few times, and then an outcome, not an error", async () => {
  const { outcome, slept, said } = await meet(always(502, "Bad gateway"));
  assert.deepEqual(outcome, { kind: "failed", problem: "Bad gateway (status 502)" });
  assert.deepEqual(slept, [750, 1500, 3000, 6000]);
  assert.match(said, /^Comment: Bad gateway \(status 502\); trying again in 0\.8 s$/m);
});

test("trouble that passes leaves a comment, and one only", async () => {
  for (const trouble of [
    always(500, "Server Error"),
    always(503, "Service Unavailable"),
    (): "hang-up" => "hang-up",
    (): Answer => ({ status: 200, body: "<html>a proxy's page</html>" }),
    (): Answer => ({ status: 200, body: { message: "not a list" } }),
    always(429, "Too Many Requests", { "retry-after": "3" }),
    always(403, "You have exceeded a secondary rate limit", { "retry-after": "3" }),
  ]) {
    const { outcome, changes } = await meet(recovering(trouble, 2, healthy()));
    assert.deepEqual(outcome, { kind: "created", url: "https://x/1" });
    assert.deepEqual(changes, ["POST /repos/octo/demo/issues/1/comments"]);
  }
});

test("a comment that was made although the answer got lost is not made twice", async () => {
  const github = healthy();
  let lost = false;
  const { outcome, changes } = await meet((method, url) => {
    const answer = github(method, url);
    if (method !== "POST" || lost) return answer;
    lost = true;
    return "hang-up";
  });
  assert.deepEqual(outcome, { kind: "unchanged", url: "https://x/1" });
  assert.equal(changes.length, 1);
});

test("a comment that is written, and cannot be read again, is there all the same", async () => {
  const github = healthy();
  let posted = false;
  const { outcome, said } = await meet((method, url) => {
    if (posted) return { status: 502, body: { message: "Bad gateway" } };
    posted = method === "POST";
    return github(method, url);
  });
  assert.deepEqual(outcome, { kind: "created", url: "https://x/1" });
  assert.match(said, /The comment is written, but could not be read again\.$/);
});

test("GitHub's limits are waited for as long as it says, a minute altogether", async () => {
  const limit = "You have exceeded a secondary rate limit";
  const date = "Sat, 21 Nov 2026 12:00:00 GMT";
  const at = (seconds: number) => String(Date.parse(date) / 1000 + seconds);
  const waits = async (status: number, headers: Record<string, string>) => {
    const { outcome, slept } = await meet(always(status, limit, headers));
    assert.deepEqual(outcome, { kind: "failed", problem: `${limit} (status ${status})` });
    return slept;
  };
  assert.deepEqual(await waits(403, { "retry-after": "25" }), [25_000, 25_000]);
  assert.deepEqual(await waits(429, { "retry-after": "60" }), [60_000]);
  assert.deepEqual(await waits(429, { "retry-after": "61" }), []);
  assert.deepEqual(await waits(403, {}), [60_000]);
  assert.deepEqual(await waits(403, { date, "x-ratelimit-remaining": "0", "x-ratelimit-reset": at(40) }), [40_000]);
  assert.deepEqual(await waits(403, { date, "x-ratelimit-remaining": "0", "x-ratelimit-reset": at(900) }), []);
});

test("what will never go well is tried once", async () => {
  const locked = "Unable to create comment because issue is locked.";
  const spam = "Validation Failed: Comment appears to be spam";
  for (const [respond, expected] of [
    [onWriting(403, locked), { kind: "locked" }],
    [onWriting(403, "Resource not accessible by integration"), { kind: "forbidden", status: 403 }],
    [onWriting(422, spam), { kind: "failed", problem: `${spam} (status 422)` }],
    [always(410, "This issue was deleted"), { kind: "failed", problem: "This issue was deleted (status 410)" }],
  ] as const) {
    const { outcome, slept } = await meet(respond);
    assert.deepEqual(outcome, expected);
    assert.deepEqual(slept, []);
  }
});

test("an error of our own is not taken for GitHub's", async () => {
  const compose = (): string => {
    throw new TypeError("a mistake");
  };
  await assert.rejects(meet(healthy(), say("one", { compose })), /a mistake/);
});

test("a GitHub that cannot be reached is an outcome, and the token is not in it", async () => {
  const api = await openApi({ token: "ghs_secret", apiUrl: "http://127.0.0.1:1" });
  const outcome = await upsertComment({ api, target: target(), comment: say("one"), ...hurry() });
  assert.equal(outcome.kind, "failed");
  assert.doesNotMatch(JSON.stringify(outcome), /ghs_secret/);
});

test("a token that is none, or that sees no such repository, is forbidden too", async () => {
  for (const status of [401, 404]) {
    assert.deepEqual((await meet(always(status, "Bad credentials"))).outcome, { kind: "forbidden", status });
  }
});
