import path from "node:path";
import { openPackers } from "../publish/index.ts";
import type { Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import { type AnalyseOptions, type Analysis, analysePlan, type Reported } from "./analyse.ts";
import { analyseOptions } from "./analyse-options.ts";
import { openBase } from "./base.ts";
import { checkPublishable, leavesMachine } from "./check-publishable.ts";
import { compareAll } from "./compare-all.ts";
import type { NixFinder } from "./find-nix.ts";
import { judgeAll } from "./judge-all.ts";
import { type ImagePlan, planImage } from "./plan.ts";
import { findUnchanged, type Unchanged } from "./unchanged.ts";

/** What is known of the images once they have been read, compared and judged. */
export interface Made {
  readonly plans: readonly ImagePlan[];
  readonly options: AnalyseOptions;
  /** Images that were built and read, which are all that are to be published. */
  readonly analyses: readonly Analysis[];
  /** All images, each with its report: compared, and judged by the budgets. */
  readonly images: readonly Reported[];
}

/** From the inputs to the reports: plan, look for what is unchanged, build and read the rest, compare, judge. */
export const makeReports = async (run: ActionRun, nix: NixFinder): Promise<Made> => {
  const plans = await planAll(run, nix);
  const options = analyseOptions(run, nix);
  const base = run.inputs.baseline.kind === "auto" ? await openBase(plans, run) : undefined;
  const unchanged = await findUnchanged(plans, base, { run, options });
  const toRead = plans.filter((plan) => unchanged.get(plan)?.known === undefined);
  const analyses = await analyseAll(toRead, run, options);
  const images = inOrder(plans, analyses, unchanged);
  const reports = await judgeAll(await compareAll(images, { run, options, base, unchanged, analyses }), run);
  return { plans, options, analyses, images: images.map(({ plan }, i) => ({ plan, report: reports[i] as Report })) };
};

const planAll = async ({ deps, inputs }: ActionRun, nix: NixFinder): Promise<readonly ImagePlan[]> => {
  const plans: ImagePlan[] = [];
  for (const arg of inputs.images) {
    const plan = await planImage(arg, { deps, nix, buildArgs: inputs.buildArgs, revLength: inputs.revLength });
    if (inputs.push !== "no" && leavesMachine(inputs.destinations)) checkPublishable(plan, inputs.allowDirty);
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
  const keepsBlobs = inputs.push !== "no" || inputs.ociLayout !== undefined || inputs.load;
  const spool = keepsBlobs ? { spoolDir: path.join(deps.tempDir, "blobs") } : {};
  const openPacker = openPackers({ compression: inputs.compression, ...spool });
  const analyses: Analysis[] = [];
  for (const plan of plans) analyses.push(...(await analysePlan(plan, { ...options, openPacker })));
  return analyses;
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
