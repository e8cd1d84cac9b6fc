import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { BaselineStore } from "../../src/github/index.ts";
import type { Report } from "../../src/report/index.ts";
import { pullRequestOpened, push, recordedEvent, type WorkflowEvent } from "../e2e/support/events.ts";
import { nixesToTestWith } from "../support/nix.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { flakeFiles, type Job, type JobRun, memoryStore, runJob } from "./baseline-machine.ts";
import { type CommitName, type Depth, makeProject, type Project } from "./baseline-project.ts";

const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);

let project: Project;
let registry: Registry;
before(async () => {
  [project, registry] = await Promise.all([makeProject(await flakeFiles()), startRegistry()]);
});
after(() => Promise.all([project.remove(), registry.stop()]));

const run = (job: Job): Promise<JobRun> => runJob(project, nix, job);

const MAIN = "refs/heads/main";

const pushTo = (commit: CommitName, before: CommitName, depth: Depth = "shallow"): Job => ({
  checkout: { commit, ref: MAIN, depth },
  event: push({ before: project.commits[before], created: false, forced: false }),
});

const pullRequest = (number: 1 | 3, depth: Depth = "shallow"): Job => {
  const [commit, head] = number === 1 ? (["merge", "head"] as const) : (["docsMerge", "docs"] as const);
  const sides = { head: { sha: project.commits[head] }, base: { sha: project.commits.root } };
  return {
    checkout: { commit, ref: `refs/pull/${number}/merge`, depth },
    event: pullRequestOpened({ number, pull_request: { number, ...sides } }),
  };
};

const queued = (commit: "queued1" | "queued2"): Job => ({
  checkout: { commit, ref: `refs/heads/gh-readonly-queue/main/pr-${commit.slice(-1)}`, depth: "shallow" },
  event: recordedEvent("merge_group"),
});

const onMain = (event: WorkflowEvent): Job => ({ checkout: { commit: "newer", ref: MAIN, depth: "shallow" }, event });

/** Reports of these commits, as a push to the branch stores them. */
const storeOf = async (commits: readonly CommitName[], inputs: Job["inputs"] = {}): Promise<BaselineStore> => {
  const store = memoryStore();
  for (const commit of commits) await run({ ...pushTo(commit, "root"), inputs, store });
  return store;
};

/** Publishes the image of a commit, as a push to the branch does. */
const publish = async (commit: CommitName, name: string): Promise<Readonly<Record<string, string>>> => {
  const destination = `${registry.host}/octo/${name}`;
  await run({ ...pushTo(commit, "root"), inputs: { push: "true", destination } });
  return { destination };
};

/** Which commit was compared with and where its report came from; or why there was none. */
const inWords = ({ comparison }: Report): string => {
  if (comparison?.kind !== "compared") return `none (${comparison?.reason})`;
  const { source, exact, revision } = comparison.baseline;
  return `${source} ${project.nameOf(revision)}${exact ? "" : ", not exact"}`;
};

interface Row {
  readonly about: string;
  readonly job: () => Job;
  /** Of which commits reports are stored, oldest first. */
  readonly stored?: readonly CommitName[];
  readonly published?: CommitName;
  readonly expected: string;
  readonly identical?: boolean;
  /** How many times Nix builds something. */
  readonly builds: number;
}

const HEAD = { sha: "merge", eventRef: "refs/pull/1/merge" } as const;
const headOf = (depth: Depth) => (): Job => ({
  ...{ ...pullRequest(1), ...HEAD },
  checkout: { commit: "head", ref: "refs/heads/feature", depth },
});
const target = (): Job => ({ ...onMain({ ...pullRequest(1).event, name: "pull_request_target" }) });
const tag = (): Job => ({
  ...pushTo("newer", "fork"),
  checkout: { commit: "newer", ref: "refs/tags/v1.0", depth: "shallow" },
});

const ROWS: readonly Row[] = [
  {
    ...{ about: "pull_request, image unchanged", job: () => pullRequest(3), stored: ["base"] },
    ...{ expected: "output-path base", identical: true, builds: 0 },
  },
  {
    ...{ about: "pull_request, image unchanged, full clone", job: () => pullRequest(3, "full"), stored: ["base"] },
    ...{ expected: "output-path base", identical: true, builds: 0 },
  },
  {
    ...{ about: "pull_request, image unchanged, another commit's report", job: () => pullRequest(3), stored: ["fork"] },
    ...{ expected: "output-path base", identical: true, builds: 0 },
  },
  {
    ...{ about: "pull_request, image unchanged, no report", job: () => pullRequest(3) },
    ...{ expected: "output-path base", identical: true, builds: 1 },
  },
  {
    ...{
      about: "pull_request, image changed",
      job: () => pullRequest(1),
      stored: ["base", "newer"],
      published: "base",
    },
    ...{ expected: "cache base", identical: false, builds: 1 },
  },
  {
    ...{ about: "pull_request, image changed", job: () => pullRequest(1), stored: ["newer"], published: "base" },
    ...{ expected: "registry base", identical: false, builds: 1 },
  },
  {
    ...{ about: "pull_request, image changed", job: () => pullRequest(1), stored: ["newer"], published: "fork" },
    ...{ expected: "build base", identical: false, builds: 2 },
  },
  {
    ...{ about: "pull_request, head checked out", job: headOf("shallow"), stored: ["base", "fork"] },
    ...{ expected: "cache fork", identical: false, builds: 1 },
  },
  {
    ...{ about: "pull_request, head checked out", job: headOf("shallow"), published: "fork" },
    ...{ expected: "registry fork", identical: false, builds: 1 },
  },
  {
    ...{ about: "pull_request, head checked out", job: headOf("one branch") },
    ...{ expected: "build fork", identical: false, builds: 2 },
  },
  {
    ...{ about: "pull_request, checked out below the workspace", job: () => ({ ...pullRequest(1), below: true }) },
    ...{ expected: "build base", identical: false, builds: 2 },
  },
  {
    ...{ about: "pull_request_target, as checked out by itself", job: target, stored: ["newer"], published: "base" },
    ...{ expected: "none (unavailable)", builds: 1 },
  },
  {
    ...{ about: "merge_group, only entry", job: () => queued("queued1"), stored: ["base"] },
    ...{ expected: "cache base", identical: false, builds: 1 },
  },
  {
    ...{ about: "merge_group, only entry", job: () => queued("queued1"), published: "base" },
    ...{ expected: "registry base", identical: false, builds: 1 },
  },
  {
    ...{ about: "merge_group, second entry", job: () => queued("queued2"), stored: ["base"] },
    ...{ expected: "build queued1", identical: false, builds: 2 },
  },
  {
    ...{ about: "push of two commits, image unchanged", job: () => pushTo("newer", "fork"), stored: ["fork"] },
    ...{ expected: "output-path fork", identical: true, builds: 0 },
  },
  {
    ...{ about: "push, image changed", job: () => pushTo("merged", "newer"), stored: ["newer"] },
    ...{ expected: "cache newer", identical: false, builds: 1 },
  },
  {
    ...{ about: "push, image changed", job: () => pushTo("merged", "newer"), published: "newer" },
    ...{ expected: "registry newer", identical: false, builds: 1 },
  },
  {
    ...{ about: "push, image changed", job: () => pushTo("merged", "newer") },
    ...{ expected: "none (first-run)", builds: 1 },
  },
  {
    ...{ about: "tag, image unchanged", job: tag, stored: ["base"] },
    ...{ expected: "output-path base", identical: true, builds: 0 },
  },
  {
    ...{ about: "schedule", job: () => onMain({ name: "schedule", payload: {} }), stored: ["fork", "base"] },
    ...{ expected: "cache base, not exact", identical: true, builds: 1 },
  },
  {
    ...{ about: "workflow_dispatch", job: () => onMain(recordedEvent("workflow_dispatch")), published: "base" },
    ...{ expected: "none (first-run)", builds: 1 },
  },
];

describe("what is compared with", () => {
  for (const [index, row] of ROWS.entries()) {
    const { stored = [], published } = row;
    const there = [
      ...stored.map((name) => `${name} stored`),
      ...(published === undefined ? [] : [`${published} published`]),
    ];
    test(`on ${row.about}, with ${there.join(", ") || "nothing there"}: ${row.expected}`, async (t) => {
      const job = row.job();
      const inputs =
        published === undefined
          ? { destination: `${registry.host}/octo/none` }
          : await publish(published, `row-${index}`);
      const { reports, builds, log } = await run({ ...job, inputs, store: await storeOf(stored) });
      assert.equal(reports.length, 1);
      const [report] = reports as [Report];
      const found = inWords(report);
      t.diagnostic(
        `| ${row.about} | ${job.checkout.depth} | ${there.join(", ") || "–"} | ${found} | ${builds.length} |`,
      );
      assert.equal(found, row.expected, log);
      assert.equal(builds.length, row.builds, log);
      const { comparison } = report;
      assert.equal(comparison?.kind === "compared" ? comparison.identical : undefined, row.identical);
    });
  }
});
