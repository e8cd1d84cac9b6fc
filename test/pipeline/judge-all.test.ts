import assert from "node:assert/strict";
import { test } from "node:test";
import { type BaselineStore, type LabelOwner, type LabelsAnswer, parseContext } from "../../src/github/index.ts";
import type { ActionInputs } from "../../src/inputs/index.ts";
import type { ActionRun } from "../../src/pipeline/action-run.ts";
import { BudgetError, tellBreaches } from "../../src/pipeline/breaches.ts";
import { judgeAll } from "../../src/pipeline/judge-all.ts";
import { pullRequestOpened, push, type WorkflowEvent } from "../e2e/support/events.ts";
import { captureLog } from "../registry/support/open.ts";
import { aReport, grown } from "../support/sample-reports.ts";
import { aRun } from "./run-context.ts";

const NO_STORE: BaselineStore = {
  trend: async () => "",
  restore: async () => undefined,
  stage: () => Promise.reject(new Error("nothing is staged here")),
};

interface Scene {
  readonly budgets?: Partial<ActionInputs["budgets"]>;
  readonly event?: WorkflowEvent;
  /** What GitHub answers; absent without a token. */
  readonly answer?: LabelsAnswer;
  readonly ref?: string;
}

const SHA = "d".repeat(40);

const BROKEN = { limits: { "max-layers": 1 }, overrideLabel: "size-increase-ok" };

const pullRequest = (...labels: readonly string[]): WorkflowEvent =>
  pullRequestOpened({ pull_request: { labels: labels.map((name) => ({ name })) } });

/** What the reports say of their budgets afterwards, which pull request GitHub was asked about, and the log. */
const judge = async ({ budgets = BROKEN, event = pullRequest(), answer, ref }: Scene, reports = [grown()]) => {
  const env = {
    ...{ GITHUB_EVENT_NAME: event.name, GITHUB_REPOSITORY: "octo/demo", GITHUB_SHA: SHA },
    ...(ref === undefined ? {} : { GITHUB_REF: ref }),
  };
  const context = parseContext(env, JSON.stringify(event.payload));
  const { run, log } = aRun({ cwd: "/", context, store: NO_STORE });
  const asked: LabelOwner[] = [];
  const labels: ActionRun["labels"] = async (of) => {
    asked.push(of);
    return answer ?? { kind: "failed", problem: "nobody asked" };
  };
  const inputs = { ...run.inputs, budgets: { ...run.inputs.budgets, ...budgets } };
  const judged = await judgeAll(reports, { ...run, inputs, ...(answer && { labels }) });
  const [first] = judged;
  return { judged, verdict: first?.budgets?.verdict, by: first?.budgets?.overriddenBy, asked, said: log.text() };
};

const THIS: LabelOwner = { kind: "pull-request", number: 1 };

const has = (...names: readonly string[]): LabelsAnswer => ({ kind: "labels", names });

test("without budgets a report stays as it is", async () => {
  const { judged, asked } = await judge({ budgets: {}, answer: has("size-increase-ok") });
  assert.deepEqual(judged, [grown()]);
  assert.deepEqual(asked, []);
});

test("the label that a pull request has now turns fail into warn, in whatever case it is written", async () => {
  const { verdict, by, asked } = await judge({ answer: has("bug", "Size-Increase-OK") });
  assert.deepEqual([verdict, by, asked], ["warn", "size-increase-ok", [THIS]]);
});

test("a label that has been taken off since the event is not there any more", async () => {
  const { verdict, by } = await judge({ event: pullRequest("size-increase-ok"), answer: has("bug") });
  assert.deepEqual([verdict, by], ["fail", undefined]);
});

test("where GitHub cannot be asked, the event's labels count, and the debug log says why", async () => {
  for (const [answer, why] of [
    [undefined, /there is no token to ask GitHub with/],
    [{ kind: "failed", problem: "Bad gateway (status 502)" }, /Bad gateway \(status 502\)/],
  ] as const) {
    const event = pullRequest("size-increase-ok");
    const { verdict, said } = await judge({ event, ...(answer && { answer }) });
    assert.equal(verdict, "warn");
    assert.match(said, why);
    assert.equal((await judge({ ...(answer && { answer }) })).verdict, "fail");
  }
});

test("GitHub is asked only when a budget would fail, and only with a label to look for", async () => {
  const asked = async (budgets: Scene["budgets"] & object) =>
    (await judge({ answer: has("size-increase-ok"), budgets })).asked;
  assert.deepEqual(await asked(BROKEN), [THIS]);
  assert.deepEqual(await asked({ ...BROKEN, limits: { "max-layers": 24 } }), []);
  assert.deepEqual(await asked({ ...BROKEN, mode: "warn" }), []);
  assert.deepEqual(await asked({ limits: BROKEN.limits }), []);
});

test("on a push the pull request that was merged as this commit is asked for, and no label is offered", async () => {
  const { verdict, asked } = await judge({ event: push(), answer: has("size-increase-ok") });
  assert.deepEqual([verdict, asked], ["warn", [{ kind: "merge", sha: SHA }]]);
  const { judged } = await judge({ event: push(), answer: has() });
  assert.deepEqual([judged[0]?.budgets?.verdict, judged[0]?.budgets?.overrideLabel], ["fail", undefined]);
});

test("a push whose pull request nobody tells of fails, and the log names the permission", async () => {
  const { verdict, said } = await judge({
    event: push(),
    answer: { kind: "failed", problem: "Forbidden (status 403)" },
  });
  assert.equal(verdict, "fail");
  assert.match(said, /Forbidden \(status 403\); the job needs pull-requests: read$/);
});

test("in a merge queue the labels are those of the pull request that the branch is named for", async () => {
  const event = { name: "merge_group", payload: {} };
  const ref = `refs/heads/gh-readonly-queue/main/pr-12-${"e".repeat(40)}`;
  const { verdict, asked } = await judge({ event, ref, answer: has("size-increase-ok") });
  assert.deepEqual([verdict, asked], ["warn", [{ kind: "pull-request", number: 12 }]]);
});

test("of several images one is enough to fail, and the label stands for all", async () => {
  const reports = [aReport({ storePaths: [] }), grown(), grown()];
  const verdicts = async (answer: LabelsAnswer) =>
    (await judge({ answer }, reports)).judged.map(({ budgets }) => budgets?.verdict);
  assert.deepEqual(await verdicts(has()), ["pass", "fail", "fail"]);
  assert.deepEqual(await verdicts(has("size-increase-ok")), ["pass", "warn", "warn"]);
});

test("what fails is an error for later, what warns is told at once", async () => {
  const log = captureLog();
  const failing = tellBreaches((await judge({ answer: has() })).judged, log);
  assert.ok(failing instanceof BudgetError);
  assert.equal(failing.exitCode, 1);
  assert.deepEqual(log.lines, []);
  assert.equal(tellBreaches((await judge({ answer: has("size-increase-ok") })).judged, log), undefined);
  assert.match(log.text(), /^api: max-layers: 24 layers .*\nThe pull request has the label "size-increase-ok"/);
  assert.equal(tellBreaches([grown()], captureLog()), undefined);
});
