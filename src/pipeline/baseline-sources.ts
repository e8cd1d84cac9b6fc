import type { GitHubContext } from "../github/index.ts";
import type { Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { AnalyseOptions } from "./analyse.ts";
import type { Base } from "./base.ts";
import type { Baseline } from "./baseline.ts";
import { tryBuildBaseline } from "./built-baseline.ts";
import type { ImagePlan } from "./plan.ts";
import { readPublished } from "./registry-baseline.ts";

/** The images of a plan that a baseline is sought for. */
export interface Sought {
  readonly plan: ImagePlan;
  readonly reports: readonly Report[];
}

/** A place to look for a baseline in; `undefined` when it has none, and the next one is asked. */
type Source = (sought: Sought) => Promise<Baseline | undefined>;

const FIRST_RUN = { kind: "no-baseline", reason: "first-run" } as const;

/** The baseline of the base commit: as stored, else as published, else built. */
export const findBaseline = async (sought: Sought, setting: Setting): Promise<Baseline> => {
  for (const source of sourcesFor(setting)) {
    const found = await source(sought);
    if (found !== undefined) return found;
  }
  return FIRST_RUN;
};

export interface Setting {
  readonly base: Base;
  readonly run: ActionRun;
  readonly options: AnalyseOptions;
}

const sourcesFor = (setting: Setting): readonly Source[] => {
  const { base, run, options } = setting;
  if (base.commit.kind !== "commit") return [stored(base)];
  const { revision } = base.commit;
  const published: Source = (sought) => readPublished({ ...sought, revision, run, options });
  return [stored(base), published, ...(isWorthBuilding(run.context) ? [built(revision, setting)] : [])];
};

const stored =
  ({ stored, commit }: Base): Source =>
  async () => {
    const found = await stored();
    if (found === undefined) return undefined;
    const { revision, reports } = found;
    return { kind: "found", reports, info: { revision, source: "cache", exact: commit.kind === "commit" } };
  };

/** What decides on a merge is worth a second build; a branch's next run finds this one's report. */
const isWorthBuilding = ({ pullRequest, eventName }: GitHubContext): boolean =>
  pullRequest !== undefined || eventName === "merge_group";

/** What is no flake has the baselines alone that were stored or published; before the first there is none to be missed. */
const built =
  (revision: string, { base, options }: Setting): Source =>
  async ({ plan }) =>
    plan.target.kind !== "flake" && (await base.hasReports()) === false
      ? undefined
      : tryBuildBaseline(plan, revision, options);
