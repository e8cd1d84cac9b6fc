import type { Digest } from "../core/digest.ts";
import { openGit } from "../git/index.ts";
import type { Image, LayerBlob } from "../image/index.ts";
import { openPackers } from "../publish/index.ts";
import type { Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { AnalyseOptions, Analysis } from "./analyse.ts";
import { type BaseCommit, findBaseCommit } from "./base-commit.ts";
import { type Baseline, buildBaseline, compareWith, namedBaseline, restoreBaseline } from "./baseline.ts";
import type { NixFinder } from "./find-nix.ts";
import type { ImagePlan } from "./plan.ts";

/** Every report with its comparison. */
export const compareAll = async (
  analyses: readonly Analysis[],
  run: ActionRun,
  nix: NixFinder,
): Promise<readonly Report[]> => {
  const find = await baselineFinder(
    run,
    nix,
    analyses.map(({ image }) => image),
  );
  const found = new Map<ImagePlan, Baseline>();
  for (const { plan } of analyses) if (!found.has(plan)) found.set(plan, await find(plan));
  return analyses.map(({ plan, report }) => {
    const baseline = found.get(plan) ?? NOT_ASKED;
    return { ...report, comparison: compareWith(baseline, report) };
  });
};

const NOT_ASKED = { kind: "no-baseline", reason: "not-asked" } as const;
const FIRST_RUN = { kind: "no-baseline", reason: "first-run" } as const;

/** How the baseline of a plan is found: as the user says, else the stored report of the base commit, else by building that. */
const baselineFinder = async (
  run: ActionRun,
  nix: NixFinder,
  images: readonly Image[],
): Promise<(plan: ImagePlan) => Promise<Baseline>> => {
  const { deps, inputs, context, store } = run;
  const choice = inputs.baseline;
  const openPacker = openPackers({ compression: inputs.compression, known: blobsOf(images) });
  const options: AnalyseOptions = { deps, nix, buildArgs: inputs.buildArgs, openPacker };
  if (choice.kind === "none") return async () => NOT_ASKED;
  if (choice.kind === "named") return (plan) => namedBaseline(choice.text, plan, options);
  const base = await baseCommit(run);
  if (base === undefined && context.pullRequest !== undefined) return async () => noBaseCommit(run);
  const stored = store === undefined ? undefined : await restoreBaseline(store, base, deps.log);
  if (stored !== undefined) return async () => stored;
  // Only a pull request is worth a second build; a branch's next run finds this one's report.
  if (base === undefined || context.pullRequest === undefined) return async () => FIRST_RUN;
  return (plan) => buildBaseline(plan, base, options);
};

const baseCommit = async ({ deps, context }: ActionRun): Promise<BaseCommit | undefined> => {
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  if (git === undefined || (await git.headRevision()) === undefined) return undefined;
  return findBaseCommit(context, git);
};

const noBaseCommit = ({ deps }: ActionRun): Baseline => {
  const detail = "the base commit of this pull request is not known in this clone";
  deps.log.warning(
    `No baseline: ${detail}; let actions/checkout take the merge commit (its default), or set fetch-depth: 0`,
  );
  return { kind: "no-baseline", reason: "unavailable", detail };
};

/** Layers of the current images need no compressing again to be counted. */
const blobsOf = (images: readonly Image[]): ReadonlyMap<Digest, LayerBlob> =>
  new Map(
    images.flatMap((image) =>
      image.layers.flatMap(({ diffId, blob }) => (blob === undefined ? [] : [[diffId, blob] as const])),
    ),
  );
