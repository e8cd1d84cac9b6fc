import path from "node:path";
import { defined } from "../core/defined.ts";
import type { OpenPacker, PublishedBlob } from "../image/index.ts";
import { openPackers } from "../publish/index.ts";
import type { Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import { type AnalyseOptions, type Analysis, analysePlan, type Reported } from "./analyse.ts";
import { analyseOptions } from "./analyse-options.ts";
import { type Base, openBase } from "./base.ts";
import { checkPublishable, leavesMachine } from "./check-publishable.ts";
import { compareAll } from "./compare-all.ts";
import type { NixFinder } from "./find-nix.ts";
import { judgeAll } from "./judge-all.ts";
import { type ImagePlan, planImage } from "./plan.ts";
import { NOTHING_PREPARED, type Preparation, packersFor, preparePublishing } from "./prepare-publishing.ts";
import type { Publisher } from "./publisher.ts";
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
export const makeReports = async (run: ActionRun, nix: NixFinder, publisher: Publisher | undefined): Promise<Made> => {
  const plans = await planAll(run, nix);
  const options = analyseOptions(run, nix);
  const base = run.inputs.baseline.kind === "auto" ? await openBase(plans, run) : undefined;
  const packersOf = await preparePackers(plans, { run, base, publisher });
  const unchanged = await findUnchanged(plans, base, { run, options });
  const toRead = plans.filter((plan) => unchanged.get(plan)?.known === undefined);
  const analyses = await analyseAll(toRead, packersOf, { options, publisher });
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

/** Opens the packers that an image is read with, once its turn has come. */
type PackersFor = (plan: ImagePlan) => OpenPacker;

interface Packing {
  readonly run: ActionRun;
  readonly base: Base | undefined;
  readonly publisher: Publisher | undefined;
}

/**
 * Layers are compressed as they are read: the sizes in the report are those of the very bytes that are pushed. Whatever
 * would refuse them is asked here, before anything is built.
 */
const preparePackers = async (plans: readonly ImagePlan[], { run, base, publisher }: Packing): Promise<PackersFor> => {
  const { compression, buildArgs, load } = run.inputs;
  const spool = load ? { spoolDir: path.join(run.deps.tempDir, "blobs") } : {};
  if (publisher === undefined) return () => openPackers({ compression, workers: run.deps.workers, ...spool });
  const baseRevision = base?.commit.kind === "commit" ? base.commit.revision : undefined;
  const reported = (await base?.stored())?.reports.flatMap(blobsOf);
  const prepared = new Map<ImagePlan, Preparation>();
  for (const plan of plans) {
    const found = await preparePublishing(plan, { publisher, buildArgs, baseRevision, ...defined({ reported }) });
    prepared.set(plan, load ? { ...NOTHING_PREPARED, uploads: found.uploads } : found); // to load takes every layer's bytes
  }
  return (plan) => packersFor(prepared.get(plan) ?? NOTHING_PREPARED, publisher);
};

/** The layers of a report, as whoever published that image stored them. */
const blobsOf = ({ layers }: Report): readonly PublishedBlob[] =>
  layers.flatMap(({ diffId, digest, mediaType, compressedSize: size }) =>
    digest === undefined || mediaType === undefined || size === undefined ? [] : [{ diffId, digest, mediaType, size }],
  );

const analyseAll = async (
  plans: readonly ImagePlan[],
  packersOf: PackersFor,
  { options, publisher }: { readonly options: AnalyseOptions; readonly publisher: Publisher | undefined },
): Promise<readonly Analysis[]> => {
  const analyses: Analysis[] = [];
  for (const plan of plans) {
    const found = await analysePlan(plan, { ...options, openPacker: packersOf(plan) });
    for (const { image } of found) publisher?.remember(image);
    analyses.push(...found);
  }
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
