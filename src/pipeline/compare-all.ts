import type { Digest } from "../core/digest.ts";
import type { LayerBlob } from "../image/index.ts";
import { openPackers } from "../publish/index.ts";
import type { Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { AnalyseOptions, Analysis, Reported } from "./analyse.ts";
import type { Base } from "./base.ts";
import type { Baseline } from "./baseline.ts";
import { findBaseline, type Sought } from "./baseline-sources.ts";
import { compareAndExplain } from "./explain-changes.ts";
import { namedBaseline } from "./named-baseline.ts";
import type { ImagePlan } from "./plan.ts";
import type { Unchanged } from "./unchanged.ts";

export interface Comparing {
  readonly run: ActionRun;
  readonly options: AnalyseOptions;
  /** Absent unless it is left to us what is compared with. */
  readonly base?: Base | undefined;
  readonly unchanged: ReadonlyMap<ImagePlan, Unchanged>;
  /** What was read in this run: its layers need no compressing again to be counted. */
  readonly analyses: readonly Analysis[];
}

/** Every report with its comparison. */
export const compareAll = async (images: readonly Reported[], comparing: Comparing): Promise<readonly Report[]> => {
  const openPacker = openPackers({
    compression: comparing.run.inputs.compression,
    known: blobsOf(comparing.analyses),
    workers: comparing.run.deps.workers,
  });
  const options = { ...comparing.options, openPacker };
  const baselines = new Map<ImagePlan, Baseline>();
  for (const [plan, alike] of Map.groupBy(images, (image) => image.plan)) {
    const sought = { plan, reports: alike.map(({ report }) => report) };
    baselines.set(plan, await baselineOf(sought, { ...comparing, options }));
  }
  const reports: Report[] = [];
  for (const { plan, report } of images) {
    reports.push(await compareAndExplain(report, baselines.get(plan) ?? NOT_ASKED, { ...comparing.options, plan }));
  }
  return reports;
};

const NOT_ASKED = { kind: "no-baseline", reason: "not-asked" } as const;

const baselineOf = async (sought: Sought, { run, base, unchanged, options }: Comparing): Promise<Baseline> => {
  const choice = run.inputs.baseline;
  const { plan, reports } = sought;
  if (choice.kind === "named") return namedBaseline(choice.text, plan, options);
  if (base === undefined) return NOT_ASKED;
  if (base.commit.kind === "unknown") return { kind: "no-baseline", reason: "unavailable", detail: base.commit.found };
  const same = unchanged.get(plan);
  if (same === undefined) return findBaseline(sought, { base, run, options });
  const info = { revision: same.revision, source: "output-path", exact: true } as const;
  return { kind: "found", reports: same.known?.stored ?? reports, info };
};

const blobsOf = (analyses: readonly Analysis[]): ReadonlyMap<Digest, LayerBlob> =>
  new Map(
    analyses.flatMap(({ image }) =>
      image.layers.flatMap(({ diffId, blob }) => (blob === undefined ? [] : [[diffId, blob] as const])),
    ),
  );
