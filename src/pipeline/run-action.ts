import { defined } from "../core/defined.ts";
import type { StagedReport } from "../github/index.ts";
import { findEngine } from "../image/index.ts";
import type { ActionRun } from "./action-run.ts";
import { annotate } from "./annotate.ts";
import type { BudgetError } from "./breaches.ts";
import { findNix, type NixFinder } from "./find-nix.ts";
import { loadImages } from "./load.ts";
import { makeReports } from "./make-reports.ts";
import { openPublisher } from "./open-publisher.ts";
import { describeAll, type OutputName, type Outputs, publishOutputs, reportOutputs, sbomOutputs } from "./outputs.ts";
import type { Published } from "./publish.ts";
import { publishRun } from "./publish-run.ts";
import { stageBaseline } from "./stage-baseline.ts";
import { tellReports } from "./tell-reports.ts";
import { pastTrend } from "./trend.ts";
import { writeSboms } from "./write-reports.ts";

export interface RunResult {
  /** The report to be stored. */
  readonly staged?: StagedReport;
  /** What the step fails with, after all that it has told. */
  readonly breach?: BudgetError;
}

/**
 * A run in its steps: make the reports, tell them, publish, lay the baseline down. An image that breaks a budget is told of
 * in every place and published in none: half of a release is worse than none.
 */
export const runAction = async (run: ActionRun): Promise<RunResult> => {
  const engine = run.inputs.load ? await findEngine(run.deps.run, "auto") : undefined;
  const nix = findNix(run.deps);
  const publisher = await openPublisher(run);
  const { plans, options, analyses, images } = await makeReports(run, nix, publisher);
  setOutputs(run, { ...(await nixOutput(nix)), ...reportOutputs(images) });
  const reports = images.map(({ report }) => report);
  const trend = await pastTrend(run);
  setOutputs(run, await tellReports(reports, trend, run));
  const sboms = await writeSboms(analyses, run);
  const files = { sboms: sboms.map(({ file }) => file) };
  setOutputs(run, sbomOutputs(files.sboms));
  const tell = (published: readonly Published[]): void =>
    setOutputs(run, { ...publishOutputs(published), metadata: describeAll(images, { published, ...files }) });
  tell([]);
  const breach = await annotate(images, options);
  if (breach === undefined && engine !== undefined) await loadImages(analyses, engine, run.deps);
  if (breach === undefined && publisher !== undefined) {
    await publishRun({ run, publisher, analyses, sboms, onProgress: tell });
  }
  return defined({ staged: await stageBaseline(plans, { reports, trend }, run), breach });
};

const setOutputs = (run: ActionRun, outputs: Outputs): void => {
  for (const [name, value] of Object.entries(outputs)) run.setOutput(name as OutputName, value);
};

const nixOutput = async (nix: NixFinder): Promise<Outputs> => {
  const found = await nix.want();
  return found === undefined ? {} : { "nix-version": found.version };
};
