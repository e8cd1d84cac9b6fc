import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { type BaselineStore, type GitHubContext, parseContext } from "../../src/github/index.ts";
import type { ActionRun } from "../../src/pipeline/action-run.ts";
import type { Analysis } from "../../src/pipeline/analyse.ts";
import { analyseOptions } from "../../src/pipeline/analyse-options.ts";
import { openBase } from "../../src/pipeline/base.ts";
import { compareAll } from "../../src/pipeline/compare-all.ts";
import type { ImagePlan } from "../../src/pipeline/plan.ts";
import { stageBaseline } from "../../src/pipeline/stage-baseline.ts";
import { parseTrend, renderReportFile, trendPoint } from "../../src/report/index.ts";
import { type Payload, pullRequestOpened, push } from "../e2e/support/events.ts";
import { commitAll, folderWith, git, write } from "../nix/rig.ts";
import { NO_EVIDENCE } from "../support/report-on.ts";
import { anImage } from "../support/sample-image.ts";
import { aReport } from "../support/sample-reports.ts";
import { aRun } from "./run-context.ts";

const BASE = "1".repeat(40);
const OTHER = "2".repeat(40);

let cwd: string;
let head: string;
before(async () => {
  cwd = await folderWith({ file: "1" });
  await commitAll(cwd, "base");
  await git(cwd, "checkout", "--quiet", "-b", "feature");
  await write(cwd, { file: "2" });
  head = await commitAll(cwd, "head");
});
after(() => rm(cwd, { recursive: true }));

const contextOf = (eventName: string, payload: Payload): GitHubContext =>
  parseContext(
    {
      ...{ GITHUB_EVENT_NAME: eventName, GITHUB_REPOSITORY: "octo/demo" },
      ...{ GITHUB_REF: "refs/heads/main", GITHUB_SHA: head },
    },
    JSON.stringify(payload),
  );

const aPlan = (revision: string): ImagePlan => ({
  ...{ text: ".#image", target: { kind: "ready", path: "/image" }, dirty: false, rev: "dev", revision },
});

const EMPTY = { name: "api", storePaths: [], rootSize: 1, maxLayers: 1, ratio: undefined, env: [] };

const anAnalysis = (plan: ImagePlan): Analysis => ({
  plan,
  image: anImage({ ...EMPTY, platform: { os: "linux", architecture: "amd64" } }),
  report: aReport(),
  references: NO_EVIDENCE,
});

/** A store that has the report of `BASE`, which says that it is of `revision`. */
const storeWith = (revision: string): BaselineStore => ({
  trend: async () => "",
  restore: async () => ({ revision: BASE, text: renderReportFile([aReport({ revision })]) }),
  stage: () => Promise.reject(new Error("nothing is staged here")),
});

const NO_NIX = { need: () => Promise.reject(new Error("no Nix")), want: async () => undefined };

const comparisonOn = async (plan: ImagePlan, run: ActionRun) => {
  const analyses = [anAnalysis(plan)];
  const base = await openBase([plan], run);
  const options = analyseOptions(run, NO_NIX);
  const [report] = await compareAll(analyses, { run, options, base, analyses, unchanged: new Map() });
  return report?.comparison;
};

const compare = async (plan: ImagePlan, stored: string) => {
  const context = contextOf("push", push({ before: BASE }).payload);
  const { run, log } = aRun({ cwd, context, store: storeWith(stored) });
  return { comparison: await comparisonOn(plan, run), said: log.text() };
};

test("a stored report of the commit itself is compared with", async () => {
  const { comparison } = await compare(aPlan(head), BASE);
  assert.ok(comparison?.kind === "compared");
  assert.equal(comparison.baseline.revision, BASE);
});

test("a stored report that is of another commit by its own words is no baseline", async () => {
  const { comparison, said } = await compare(aPlan(head), OTHER);
  assert.deepEqual(comparison, { kind: "no-baseline", reason: "first-run" });
  assert.match(said, /passed over: \.#image in it is of 2{40}\.$/m);
});

test("an image of another repository may have been of any commit when it was stored", async () => {
  const { comparison } = await compare(aPlan(OTHER), BASE.replaceAll("1", "3"));
  assert.equal(comparison?.kind, "compared");
});

test("what is no flake has its first report until one is stored; later the base commit's is missed", async () => {
  const compareOn = async (store: BaselineStore | undefined) => {
    const pull_request = { head: { sha: head } };
    const context = contextOf("pull_request", pullRequestOpened({ pull_request }).payload);
    const { run, log } = aRun({ cwd, context, store: store ?? storeOf(undefined) });
    const { store: _, ...withoutStore } = run;
    const comparison = await comparisonOn(aPlan(head), store === undefined ? withoutStore : run);
    assert.ok(comparison?.kind === "no-baseline");
    return [comparison.reason, log.text()] as const;
  };
  const [first, words] = await compareOn(storeOf(undefined));
  assert.equal(first, "first-run");
  assert.doesNotMatch(words, /No baseline/);
  for (const store of [storeOf(OTHER), undefined]) {
    const [reason, said] = await compareOn(store);
    assert.equal(reason, "unavailable");
    assert.match(said, /No baseline: \.#image: only a flake can be built at another commit/);
  }
});

/** A store that has a report of that commit alone, or none at all. */
const storeOf = (stored: string | undefined): BaselineStore => ({
  trend: async () => "",
  restore: async (revision = stored) =>
    stored === undefined || revision !== stored ? undefined : { revision: stored, text: "[]" },
  stage: () => Promise.reject(new Error("nothing is staged here")),
});

test("a branch's report is staged under its commit, one that may be a pull request's is not", async () => {
  const stagedOn = async (eventName: string, payload: Payload) => {
    const staged: string[] = [];
    const stage: BaselineStore["stage"] = async (revision) => {
      staged.push(revision);
      return { key: "key", stagedFolder: "staged", folder: "folder" };
    };
    const context = contextOf(eventName, payload);
    const { run } = aRun({ cwd, context, store: { ...storeOf(undefined), stage } });
    await stageBaseline([aPlan(head)], { reports: [aReport()], trend: [] }, run);
    return staged;
  };
  assert.deepEqual(await stagedOn("push", push().payload), [head]);
  assert.deepEqual(await stagedOn("pull_request_target", pullRequestOpened().payload), []);
  assert.deepEqual(await stagedOn("workflow_run", {}), []);
});

test("a branch's report is staged under its commit when the checkout lies below the workspace, too", async () => {
  const staged: string[] = [];
  const stage: BaselineStore["stage"] = async (revision) => {
    staged.push(revision);
    return { key: "key", stagedFolder: "staged", folder: "folder" };
  };
  const context = contextOf("push", push().payload);
  const { run } = aRun({ cwd: dirname(cwd), context, store: { ...storeOf(undefined), stage } });
  const refuse = () => Promise.reject(new Error("nothing is asked of Nix"));
  const nix = { program: "/nix", version: "2.34.8", run: refuse, runSibling: refuse };
  const metadata = { url: `git+file://${cwd}`, localDirectory: cwd, dirty: false, lockOutdated: false, inputs: [] };
  const target = { kind: "flake", nix, installable: `${cwd}#image`, fragment: "#image", metadata } as const;
  await stageBaseline([{ ...aPlan(head), target }], { reports: [aReport()], trend: [] }, run);
  assert.deepEqual(staged, [head]);
});

test("the trend gets a point for each commit of the default branch, and goes unchanged with reports of other branches", async () => {
  const older = trendPoint([aReport()], { revision: BASE, date: "2026-01-05T09:00:00Z" });
  const trendOn = async (ref: string) => {
    let staged = "";
    const stage: BaselineStore["stage"] = async (_, { trend }) => {
      staged = trend;
      return { key: "key", stagedFolder: "staged", folder: "folder" };
    };
    const context = { ...contextOf("push", push().payload), ref };
    const { run } = aRun({ cwd, context, store: { ...storeOf(undefined), stage } });
    await stageBaseline([aPlan(head)], { reports: [aReport()], trend: [older] }, run);
    return parseTrend(staged);
  };
  assert.deepEqual(await trendOn("refs/heads/other"), [older]);
  const onMain = await trendOn("refs/heads/main");
  assert.deepEqual(
    onMain.map(({ revision }) => revision),
    [BASE, head],
  );
  const { totals, image } = aReport();
  const { layers, storePaths, contentSize } = totals;
  assert.deepEqual(onMain[1]?.images, [
    {
      name: image.name,
      platform: image.platform,
      compressedSize: totals.compressedSize,
      contentSize,
      layers,
      storePaths,
    },
  ]);
});
