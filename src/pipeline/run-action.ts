import path from "node:path";
import { defined } from "../core/defined.ts";
import type { StagedReport } from "../github/index.ts";
import { openPackers } from "../publish/index.ts";
import type { Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import { type AnalyseOptions, type Analysis, analysePlan, type Reported } from "./analyse.ts";
import { analyseOptions } from "./analyse-options.ts";
import { annotate } from "./annotate.ts";
import { openBase } from "./base.ts";
import type { BudgetError } from "./breaches.ts";
import { checkPublishable, leavesMachine } from "./check-publishable.ts";
import { commentReports } from "./comment-reports.ts";
import { compareAll } from "./compare-all.ts";
import { findNix, type NixFinder } from "./find-nix.ts";
import { judgeAll } from "./judge-all.ts";
import { describeAll, type OutputName, type Outputs, publishOutputs, reportOutputs, sbomOutputs } from "./outputs.ts";
import { type ImagePlan, planImage } from "./plan.ts";
import type { Published } from "./publish.ts";
import { publishAll } from "./publish-all.ts";
import { stageBaseline } from "./stage-baseline.ts";
import { pastTrend } from "./trend.ts";
import { findUnchanged, type Unchanged } from "./unchanged.ts";
import { uploadReport } from "./upload-report.ts";
import { writeReports, writeSboms } from "./write-reports.ts";

export interface RunResult {
  /** The report to be stored. */
  readonly staged?: StagedReport;
  /** What the step fails with, after all that it has told. */
  readonly breach?: BudgetError;
}

/**
 * A run in its steps: plan, find what is unchanged, build and read the rest, compare, judge, tell, publish. An image that
 * breaks a budget is told of in every place and published in none: half of a release is worse than none.
 */
export const runAction = async (run: ActionRun): Promise<RunResult> => {
  const nix = findNix(run.deps);
  const plans = await planAll(run, nix);
  const options = await analyseOptions(run, nix);
  const base = run.inputs.baseline.kind === "auto" ? await openBase(plans, run) : undefined;
  const unchanged = await findUnchanged(plans, base, { run, options });
  const analyses = await analyseAll(
    plans.filter((plan) => unchanged.get(plan)?.known === undefined),
    run,
    options,
  );
  const images = inOrder(plans, analyses, unchanged);
  const reports = await judgeAll(await compareAll(images, { run, options, base, unchanged, analyses }), run);
  setOutputs(run, { ...(await nixOutput(nix)), ...reportOutputs(images, reports) });
  const trend = await pastTrend(run);
  const written = await writeReports(reports, trend, run);
  setOutputs(run, written);
  const uploaded = await uploadReport(reports, Object.values(written), run);
  setOutputs(run, uploaded);
  const sboms = await writeSboms(analyses, run);
  setOutputs(run, sbomOutputs(sboms));
  setOutputs(run, await commentReports(reports, run, uploaded["artifact-url"]));
  const tell = (published: readonly Published[]): void =>
    setOutputs(run, { ...publishOutputs(published), metadata: describeAll(images, reports, { published, sboms }) });
  tell([]);
  const breach = await annotate(
    images.map(({ plan }, index) => ({ plan, report: reports[index] as Report })),
    options,
  );
  if (breach === undefined) await publishAll(analyses, run, tell);
  return defined({ staged: await stageBaseline(plans, { reports, trend }, run), breach });
};

/** All images of the run: those that were read, and those that are known without. */
const inOrder = (
  plans: readonly ImagePlan[],
  analyses: readonly Analysis[],
  unchanged: ReadonlyMap<ImagePlan, Unchanged>,
): readonly Reported[] => {
  const read = Map.groupBy(analyses, ({ plan }) => plan);
  return plans.flatMap(
    (plan): readonly Reported[] =>
      unchanged.get(plan)?.known?.adopted.map((report) => ({ plan, report })) ?? read.get(plan) ?? [],
  );
};

const setOutputs = (run: ActionRun, outputs: Outputs): void => {
  for (const [name, value] of Object.entries(outputs)) run.setOutput(name as OutputName, value);
};

const nixOutput = async (nix: NixFinder): Promise<Outputs> => {
  const found = await nix.want();
  return found === undefined ? {} : { "nix-version": found.version };
};

const planAll = async ({ deps, inputs }: ActionRun, nix: NixFinder): Promise<readonly ImagePlan[]> => {
  const plans: ImagePlan[] = [];
  for (const arg of inputs.images) {
    const plan = await planImage(arg, { deps, nix, buildArgs: inputs.buildArgs, revLength: inputs.revLength });
    if (inputs.push && leavesMachine(inputs.destinations)) checkPublishable(plan, inputs.allowDirty);
    plans.push(plan);
  }
  return plans;
};

/** Layers are compressed as they are read: the sizes in the report are those of the very bytes that are pushed. */
const analyseAll = async (
  plans: readonly ImagePlan[],
  { deps, inputs }: ActionRun,
  options: AnalyseOptions,
): Promise<readonly Analysis[]> => {
  const keepsBlobs = inputs.push || inputs.ociLayout !== undefined;
  const spool = keepsBlobs ? { spoolDir: path.join(deps.tempDir, "blobs") } : {};
  const openPacker = openPackers({ compression: inputs.compression, ...spool });
  const analyses: Analysis[] = [];
  for (const plan of plans) analyses.push(...(await analysePlan(plan, { ...options, openPacker })));
  return analyses;
};
