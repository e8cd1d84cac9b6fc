import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Exchange, startFaultProxy } from "../registry/support/fault-proxy.ts";
import { type ReadyImage, runOnReadyImages } from "./scenario/ready-images.ts";
import { type GitHub, type PullRequestComment, SAME_REPO, startGitHub } from "./support/github.ts";
import type { StepRun } from "./support/job.ts";

const CHATTER = 250;

describe("the comment that several jobs write, and that GitHub has trouble with", () => {
  let github: GitHub;
  let token: string;
  before(async () => {
    github = await startGitHub();
    token = await github.token(SAME_REPO);
  });
  after(() => github.stop());

  interface Job {
    readonly workflow: string;
    readonly images: readonly ReadyImage[];
    readonly job?: string;
    readonly run?: number;
    readonly url?: string;
  }

  const run = ({ workflow, images, job = "image", run = 1, url = github.url }: Job): Promise<StepRun> =>
    runOnReadyImages({ images, token, env: { GITHUB_API_URL: url }, github: { workflow, job, run_id: String(run) } });

  /** Each workflow has a comment of its own, so tests keep out of each other's way by its name. */
  const commentsOf = async (workflow: string): Promise<readonly PullRequestComment[]> =>
    (await github.comments()).filter(({ body }) => body.includes(`wf=${workflow} -->`));
  const sectionsOf = (body: string): readonly string[] =>
    [...body.matchAll(/^<!-- section image=(\S+) platform=(\S+) .*-->$/gm)].map(([, image, at]) => `${image} ${at}`);

  /** The one comment of a workflow. */
  const theComment = async (workflow: string): Promise<PullRequestComment> => {
    const [comment, ...more] = await commentsOf(workflow);
    assert.ok(comment !== undefined);
    assert.deepEqual(more, []);
    return comment;
  };

  const assertGreen = (...steps: readonly StepRun[]): void => {
    for (const { outcome, annotations, log } of steps) {
      assert.equal(outcome, "success", log);
      assert.deepEqual(annotations, []);
    }
  };

  /** What two jobs leave that are held up at GitHub until both have come to a first request of that kind. */
  const raceAt = async (line: RegExp, jobs: readonly Job[]): Promise<readonly StepRun[]> => {
    let held: (() => void)[] | undefined = [];
    await using proxy = await startFaultProxy(github.url, ({ line: asked, pass }) => {
      if (held === undefined || !line.test(asked)) return pass();
      held.push(pass);
      if (held.length < jobs.length) return;
      for (const go of held) go();
      held = undefined;
    });
    return await Promise.all(jobs.map((job) => run({ ...job, url: proxy.url })));
  };

  test("two jobs that make it at the same moment leave one with the images of both", async () => {
    const jobs = ["api", "web"].map((name) => ({ workflow: "both-create", job: name, images: [{ name }] }));
    const steps = await raceAt(/^POST .*\/comments$/, jobs);
    assertGreen(...steps);
    const comment = await theComment("both-create");
    assert.deepEqual(sectionsOf(comment.body), ["api linux/amd64", "web linux/amd64"]);
    for (const { outputs } of steps) assert.match(outputs["comment-url"] ?? "", new RegExp(`-${comment.id}$`));
  });

  test("legs of a matrix that change it at the same moment leave the platforms of all", async () => {
    const leg = (architecture: "amd64" | "arm64", run: number) => ({
      ...{ workflow: "both-update", run, images: [{ name: "api", architecture }] },
    });
    assertGreen(await run({ workflow: "both-update", job: "other", images: [{ name: "other" }] }));
    assertGreen(...(await raceAt(/^PATCH /, [leg("amd64", 2), leg("arm64", 2)])));
    const { body } = await theComment("both-update");
    assert.deepEqual(sectionsOf(body), ["api linux/amd64", "api linux/arm64", "other linux/amd64"]);
    const steps = [await run(leg("amd64", 3)), await run(leg("arm64", 3))];
    assertGreen(...steps);
    for (const { log } of steps) assert.match(log, /Comment unchanged: /);
  });

  test("four jobs at once leave one comment", async () => {
    const names = ["a", "b", "c", "d"];
    const jobs = names.map((name) => ({ workflow: "four", job: name, images: [{ name }] }));
    assertGreen(...(await Promise.all(jobs.map(run))));
    const { body } = await theComment("four");
    assert.deepEqual(
      sectionsOf(body),
      names.map((name) => `${name} linux/amd64`),
    );
  });

  test("what a person removed from it, or wrote into it, is put right by the next run", async () => {
    const images = [{ name: "api" }, { name: "web" }];
    assertGreen(await run({ workflow: "edited", images }));
    const { id, body } = await theComment("edited");
    const [, , web = ""] = body.split(/(?=^<!-- section )/m);
    const edited = `I say:\n${body.replace(web, "").replaceAll("\n", "\r\n")}\n| no | table |`;
    await github.admin("PATCH", `/issues/comments/${id}`, { body: edited });
    assertGreen(await run({ workflow: "edited", images, run: 2 }));
    const comment = await theComment("edited");
    assert.equal(comment.id, id);
    assert.equal(comment.body.replaceAll(/run=2|runs\/2/g, "1"), body.replaceAll(/run=1|runs\/1/g, "1"));
  });

  test("whose marker a person broke is nobody's, and another is made", async () => {
    const images = [{ name: "api" }];
    assertGreen(await run({ workflow: "broken", images }));
    const { id } = await theComment("broken");
    await github.admin("PATCH", `/issues/comments/${id}`, { body: "wf=broken --> no more" });
    assertGreen(await run({ workflow: "broken", images }));
    assert.equal((await commentsOf("broken")).length, 2);
  });

  test("that a person deletes while it is being updated is made again", async () => {
    const images = [{ name: "api" }];
    assertGreen(await run({ workflow: "deleted", images }));
    const { id } = await theComment("deleted");
    await using proxy = await startFaultProxy(github.url, async ({ line, pass }) => {
      if (line.startsWith("PATCH ")) await github.admin("DELETE", `/issues/comments/${id}`);
      pass();
    });
    assertGreen(await run({ workflow: "deleted", images: [{ name: "web" }], run: 2, url: proxy.url }));
    const comment = await theComment("deleted");
    assert.notEqual(comment.id, id);
    assert.deepEqual(sectionsOf(comment.body), ["api linux/amd64", "web linux/amd64"]);
  });

  test("that stands behind 250 others is found, and one that is made there is read again there", async () => {
    await github.addChatter(CHATTER);
    const created = await run({ workflow: "crowd", images: [{ name: "api" }] });
    assertGreen(created);
    assert.match(created.log, /Comment created: /);
    const updated = await run({ workflow: "crowd", images: [{ name: "api" }, { name: "web" }], run: 2 });
    assertGreen(updated);
    assert.match(updated.log, /Comment updated: /);
    const all = await github.comments();
    const comment = await theComment("crowd");
    assert.ok(all.findIndex(({ id }) => id === comment.id) >= CHATTER);
    assert.deepEqual(sectionsOf(comment.body), ["api linux/amd64", "web linux/amd64"]);
  });

  interface Fault {
    readonly status: number;
    readonly message: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** How often; else always. */
    readonly times?: number;
  }

  /** A run against a GitHub that answers requests like this, where `line` says so. */
  const runWith = async (workflow: string, line: RegExp, { status, message, headers, times = Infinity }: Fault) => {
    let left = times;
    await using proxy = await startFaultProxy(github.url, (exchange) => {
      if (!line.test(exchange.line) || left-- <= 0) return exchange.pass();
      answer(exchange, { status, message, ...(headers === undefined ? {} : { headers }) });
    });
    return await run({ workflow, images: [{ name: "api" }], url: proxy.url });
  };

  const answer = ({ request, response }: Exchange, { status, message, headers }: Fault): void => {
    const all = { "content-type": "application/json", ...headers };
    request.resume().on("end", () => response.writeHead(status, all).end(JSON.stringify({ message })));
  };

  const LIMIT = "You have exceeded a secondary rate limit";

  for (const [what, fault] of Object.entries({
    "an error of the server": { status: 500, message: "Server Error", times: 2 },
    "a gateway that does not answer": { status: 502, message: "Bad Gateway", times: 1 },
    "too many requests": { status: 429, message: "Too Many Requests", headers: { "retry-after": "1" }, times: 1 },
    "a secondary limit": { status: 403, message: LIMIT, headers: { "retry-after": "1" }, times: 2 },
  } satisfies Record<string, Fault>)) {
    for (const [when, line] of [
      ["reading", /^GET /],
      ["writing", /^POST /],
    ] as const) {
      test(`${what} on ${when} is waited for, and the comment is there`, async () => {
        const workflow = `${when}-${fault.status}`;
        const step = await runWith(workflow, line, fault);
        assertGreen(step);
        assert.match(step.log, new RegExp(`${fault.message} \\(status ${fault.status}\\); trying again in \\d`));
        assert.deepEqual(sectionsOf((await theComment(workflow)).body), ["api linux/amd64"]);
      });
    }
  }

  for (const [what, line, fault, told] of [
    [
      "a permission that is missing",
      /^POST /,
      { status: 403, message: "Resource not accessible by integration" },
      /may not comment .*status 403.*\npermissions:\n {2}contents: read\n {2}pull-requests: write/,
    ],
    [
      "a pull request that the token does not see",
      /^GET /,
      { status: 404, message: "Not Found" },
      /may not comment .*status 404/,
    ],
    ["a token that is none", /^GET /, { status: 401, message: "Bad credentials" }, /may not comment .*status 401/],
    [
      "a locked conversation",
      /^POST /,
      { status: 403, message: "Unable to create comment because issue is locked." },
      /conversation of this pull request is locked/,
    ],
    [
      "what GitHub takes for spam",
      /^POST /,
      { status: 422, message: "Validation Failed" },
      /Validation Failed \(status 422\)/,
    ],
    ["an issue that is gone", /^GET /, { status: 410, message: "This issue was deleted" }, /deleted \(status 410\)/],
    [
      "a limit that lasts an hour",
      /^GET /,
      { status: 429, message: LIMIT, headers: { "retry-after": "3600" } },
      /secondary rate limit \(status 429\)/,
    ],
    ["a GitHub that stays down", /^GET /, { status: 503, message: "Unavailable" }, /Unavailable \(status 503\)/],
  ] as const) {
    test(`${what} is one warning, and the job succeeds`, async () => {
      const workflow = `fault-${fault.status}-${fault.message.length}`;
      const { outcome, annotations, summary, log } = await runWith(workflow, line, fault);
      assert.equal(outcome, "success", log);
      assert.deepEqual(
        annotations.map(({ level }) => level),
        ["warning"],
      );
      assert.match(annotations[0]?.message ?? "", told);
      assert.match(summary, /📦 `api`/);
      assert.deepEqual(await commentsOf(workflow), []);
    });
  }

  test("never asks GitHub for anything that its own description of the API forbids", () => {
    assert.deepEqual(github.violations(), []);
  });
});
