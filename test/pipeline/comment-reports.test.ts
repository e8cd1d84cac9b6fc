import assert from "node:assert/strict";
import { test } from "node:test";
import { type CommentOutcome, parseContext, type StickyComment } from "../../src/github/index.ts";
import { type InputName, parseActionInputs } from "../../src/inputs/index.ts";
import type { ActionRun } from "../../src/pipeline/action-run.ts";
import { commentReports } from "../../src/pipeline/comment-reports.ts";
import type { Report } from "../../src/report/index.ts";
import { runProgram } from "../../src/run-program.ts";
import { type Payload, pullRequestOpened } from "../e2e/support/events.ts";
import { captureLog } from "../registry/support/open.ts";
import { MACHINE } from "../support/machine.ts";
import { firstRun, grown, unchanged } from "../support/sample-reports.ts";

const URL = "https://github.com/octo/demo/pull/1#issuecomment-1";
const INPUTS: Partial<Record<InputName, string>> = {
  ...{
    image: ".#image",
    tags: "{rev}",
    "rev-length": "9",
    compression: "gzip",
    "media-types": "oci",
    comment: "changes",
    "budget-mode": "fail",
  },
};

const contextOf = (payload: Payload, job: string, run: number) =>
  parseContext(
    {
      GITHUB_JOB: job,
      GITHUB_RUN_ID: String(run),
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_REPOSITORY: "octo/demo",
      GITHUB_SHA: "d".repeat(40),
      GITHUB_WORKFLOW: "ci",
    },
    JSON.stringify(payload),
  );

interface Scene {
  readonly outcome: CommentOutcome;
  readonly payload?: Payload;
  readonly comment?: string;
  readonly reports?: readonly Report[];
  readonly job?: string;
  readonly run?: number;
}

/** Runs the step against a GitHub that answers with the outcome: what was asked of it, said and given out. */
const play = async ({
  outcome,
  payload = pullRequestOpened().payload,
  comment = "changes",
  reports = [grown()],
  job = "image",
  run: runId = 1,
}: Scene) => {
  const asked: (StickyComment & { readonly issue: number })[] = [];
  const log = captureLog();
  const inputs = { ...INPUTS, comment };
  const run: ActionRun = {
    deps: {
      run: runProgram,
      version: async () => "1.2.3",
      machine: MACHINE,
      fetch,
      log,
      env: {},
      cwd: "/",
      tempDir: "/tmp",
    },
    inputs: parseActionInputs((name) => inputs[name] ?? ""),
    context: contextOf(payload, job, runId),
    api: async (issue, sticky) => {
      asked.push({ issue, ...sticky });
      return outcome;
    },
    outputDir: "/tmp",
    reportClient: () => Promise.reject(new Error("no page is written here")),
    writeSummary: async () => {},
    setOutput: () => {},
  };
  return { outputs: await commentReports(reports, run), asked, said: log.text() };
};

test("a comment that was written is given out with its address", async () => {
  const { outputs, asked, said } = await play({ outcome: { kind: "created", url: URL } });
  assert.deepEqual(outputs, { "comment-url": URL });
  assert.equal(said, `Comment created: ${URL}`);
  assert.equal(asked[0]?.issue, 1);
  assert.match(asked[0]?.compose({ bodies: [], written: false }) ?? "", new RegExp(`^${asked[0]?.marker}\\n`));
});

const named = (name: string): Report => ({ ...grown(), image: { ...grown().image, name } });

/** Images of the sections of the comment that these runs leave, one after the other. */
const commentOf = async (...scenes: readonly Omit<Scene, "outcome">[]): Promise<readonly string[]> => {
  let body: string | undefined;
  for (const scene of scenes) {
    const { asked } = await play({ outcome: { kind: "not-needed" }, ...scene });
    body = asked[0]?.compose({ bodies: body === undefined ? [] : [body], written: false });
  }
  return [...(body ?? "").matchAll(/^<!-- section image=(\S+) /gm)].map(([, image]) => image ?? "");
};

test("sections of other jobs stay in the comment", async () => {
  const images = await commentOf({ reports: [named("worker")], job: "worker" }, { reports: [named("api")] });
  assert.deepEqual(images, ["api", "worker"]);
});

test("a section goes when its own job no longer builds the image of a newer commit", async () => {
  const worker = { reports: [named("worker")], job: "worker" };
  const { payload } = pullRequestOpened({ pull_request: { head: { sha: "e".repeat(40) } } });
  const next = { reports: [named("api")], payload, run: 2 };
  assert.deepEqual(await commentOf({ reports: [named("old"), named("api")] }, worker, next), ["api", "worker"]);
});

test("steps and matrix legs of one job have their sections side by side", async () => {
  const [api, worker] = [{ reports: [named("api")] }, { reports: [named("worker")] }];
  assert.deepEqual(await commentOf(api, worker, api), ["api", "worker"]);
});

test("images that nothing tells apart have a section each, however often the comment is written", async () => {
  const twins = { reports: [named("api"), named("api"), named("worker")] };
  const once = await commentOf(twins);
  assert.equal(new Set(once).size, 3);
  assert.deepEqual(await commentOf(twins, twins), once);
});

test("nothing new is created for an unchanged image, unless comments are always wanted", async () => {
  const mayCreate = async (scene: Partial<Scene>) =>
    (await play({ outcome: { kind: "not-needed" }, ...scene })).asked[0]?.mayCreate;
  assert.equal(await mayCreate({ reports: [unchanged()] }), false);
  assert.equal(await mayCreate({ reports: [unchanged()], comment: "always" }), true);
  assert.equal(await mayCreate({ reports: [unchanged(), firstRun()] }), true);
});

test("GitHub is not asked when nobody wants a comment, or there is no pull request", async () => {
  const outcome = { kind: "created", url: URL } as const;
  for (const scene of [{ comment: "never" }, { payload: {} }]) {
    assert.deepEqual(await play({ outcome, ...scene }), { outputs: {}, asked: [], said: "" });
  }
});

test("a missing permission is told with the lines that add it", async () => {
  const { outputs, said } = await play({ outcome: { kind: "forbidden", status: 403 } });
  assert.deepEqual(outputs, {});
  assert.match(said, /status 403.*Add this to the job:\npermissions:\n {2}contents: read\n {2}pull-requests: write$/);
});

test("a fork's token is told as what it is, and no permission is asked for", async () => {
  const { payload } = pullRequestOpened({ pull_request: { head: { repo: { full_name: "mona/demo" } } } });
  const { said } = await play({ outcome: { kind: "forbidden", status: 403 }, payload });
  assert.match(said, /Pull requests from forks get a read-only token\.$/);
  assert.doesNotMatch(said, /permissions:/);
});

test("a locked conversation, a comment that somebody removes, and one that others write over are told as what they are", async () => {
  const say = async (outcome: CommentOutcome) => (await play({ outcome })).said;
  assert.match(await say({ kind: "locked" }), /conversation .* is locked and takes no comment/);
  assert.match(await say({ kind: "removed" }), /deleted as soon as it was written, so it is not written again/);
  const { outputs, said } = await play({ outcome: { kind: "contested", url: URL } });
  assert.match(said, /Other jobs kept writing over this job's part of the comment, https:.*Run the job again/);
  assert.deepEqual(outputs, { "comment-url": URL });
});

test("GitHub's own trouble fails nothing", async () => {
  const { outputs, said } = await play({ outcome: { kind: "failed", problem: "Bad gateway (status 502)" } });
  assert.deepEqual(outputs, {});
  assert.match(said, /Bad gateway \(status 502\); the report is in the job summary\. Run the job again\.$/);
});
