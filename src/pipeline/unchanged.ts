import { KnownError } from "../core/errors.ts";
import type { StorePath } from "../core/store-path.ts";
import type { Plan } from "../nix/index.ts";
import { formatPlatform } from "../oci/index.ts";
import { adoptReport, isOfToday, type Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { AnalyseOptions } from "./analyse.ts";
import type { Base } from "./base.ts";
import { evaluate } from "./evaluate.ts";
import type { ImagePlan } from "./plan.ts";
import { provenanceOf } from "./provenance.ts";

/** An image that is the same as at the base commit, known before anything is built: Nix gives it the same output path. */
export interface Unchanged {
  /** Commit that it is the same as at. */
  readonly revision: string;
  /**
   * What an earlier run reported of this very output path, so that there is nothing to build. Without such a report the
   * image is built once, and is its own baseline.
   */
  readonly known?: {
    /** As they were stored. */
    readonly stored: readonly Report[];
    /** The same as reports of this run. */
    readonly adopted: readonly Report[];
  };
}

/**
 * The images whose output path is that of the base commit. Needs evaluation alone: of the current commit, which a build
 * would need as well, and of the base commit only when no run there has stored its report. A dirty tree has an output path
 * of its own, which is as good. Looked for only where nothing but a report is wanted; to publish an image is to have it.
 */
export const findUnchanged = async (
  plans: readonly ImagePlan[],
  base: Base | undefined,
  { run, options }: { readonly run: ActionRun; readonly options: AnalyseOptions },
): Promise<ReadonlyMap<ImagePlan, Unchanged>> => {
  const { push, ociLayout, load, sbom } = run.inputs;
  const found = new Map<ImagePlan, Unchanged>();
  if (base?.commit.kind !== "commit" || push !== "no" || ociLayout !== undefined || load || sbom) return found;
  const since = { base, revision: base.commit.revision, options };
  for (const plan of plans) {
    const unchanged = await tryUnchanged(plan, since);
    if (unchanged !== undefined) found.set(plan, unchanged);
  }
  return found;
};

interface Since {
  readonly base: Base;
  readonly revision: string;
  readonly options: AnalyseOptions;
}

/** A problem means only that the image has to be built to be compared; what is wrong with it, the build says. */
const tryUnchanged = async (plan: ImagePlan, since: Since): Promise<Unchanged | undefined> => {
  try {
    return await unchangedSince(plan, since);
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    since.options.deps.log.info(`Output paths are not compared: ${error.message.split("\n")[0]}`);
    return undefined;
  }
};

const unchangedSince = async (plan: ImagePlan, since: Since): Promise<Unchanged | undefined> => {
  const { base, revision, options } = since;
  const { target } = plan;
  if (target.kind !== "flake" || target.metadata.localDirectory === undefined) return undefined;
  const current = await evaluate(plan, options);
  if (current?.outPath === undefined) return undefined;
  const { log } = options.deps;
  const same = `${plan.text} has the same output path as at ${revision.slice(0, 9)}`;
  const exact = reportsOf(plan, await base.stored());
  const before = exact[0]?.image.outPath ?? (await evaluate(plan, options, revision))?.outPath;
  if (before !== current.outPath) return undefined;
  const stored = exact.length > 0 ? exact : reportsOf(plan, await base.newest());
  const wanted = { outPath: current.outPath, version: await options.deps.version(), platform: options.platform };
  if (!areUsable(stored, wanted)) {
    log.info(`${same}. There is no report of it that would do, so it is built once.`);
    return { revision };
  }
  log.info(`${same}. Its stored report stands, and nothing is built.`);
  return { revision, known: { stored, adopted: stored.map((report) => adopt(report, plan, current, options)) } };
};

/** All reports of an image: a multi-platform index has several. */
const reportsOf = (
  { text }: ImagePlan,
  stored: { readonly reports: readonly Report[] } | undefined,
): readonly Report[] =>
  (stored?.reports ?? []).filter(({ image }) => image.source === text && image.outPath !== undefined);

interface Wanted {
  readonly outPath: StorePath;
  /** Of this program. */
  readonly version: string;
  readonly platform: AnalyseOptions["platform"];
}

const areUsable = (reports: readonly Report[], { outPath, version, platform }: Wanted): boolean => {
  const wanted = platform === undefined || platform === "all" ? undefined : formatPlatform(platform);
  return (
    reports.length > 0 &&
    reports.every(
      (report) =>
        report.image.outPath === outPath &&
        isOfToday(report, version) &&
        (wanted === undefined || report.image.platform === wanted),
    )
  );
};

const adopt = (stored: Report, plan: ImagePlan, built: Plan, { silences }: AnalyseOptions): Report =>
  adoptReport(stored, { provenance: provenanceOf(plan, built), silences });
