import { access } from "node:fs/promises";
import path from "node:path";
import { InputError, KnownError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import { openGit } from "../git/index.ts";
import type { BaselineStore } from "../github/index.ts";
import { type ImageArg, parseImageArg } from "../inputs/index.ts";
import { NixError, withRevision } from "../nix/index.ts";
import {
  type BaselineInfo,
  type Comparison,
  compareReports,
  parseReportFile,
  type Report,
  type Silence,
} from "../report/index.ts";
import { type AnalyseOptions, analysePlan } from "./analyse.ts";
import type { BaseCommit } from "./base-commit.ts";
import type { Deps } from "./deps.ts";
import { type ImagePlan, planImage } from "./plan.ts";

/** Reports to compare with, and where they come from; or why there are none. */
export type Baseline =
  | { readonly kind: "found"; readonly reports: readonly Report[]; readonly info: Omit<BaselineInfo, "name"> }
  | Extract<Comparison, { kind: "no-baseline" }>;

/** The comparison of a report with the baseline's report of the same image. */
export const compareWith = (baseline: Baseline, current: Report, silences: readonly Silence[] = []): Comparison => {
  if (baseline.kind === "no-baseline") return baseline;
  const match = baselineReport(baseline, current);
  if (match === undefined)
    return { kind: "no-baseline", reason: "unavailable", detail: noSuchImage(baseline.reports, current) };
  const { comparison: _, ...plain } = match;
  return compareReports(plain, current, { ...baseline.info, name: match.image.name }, silences);
};

const noSuchImage = (reports: readonly Report[], { image }: Report): string => {
  const held = reports.map((report) => `${report.image.name} (${report.image.platform})`);
  return `it holds ${held.slice(0, 5).join(", ")}${held.length > 5 ? " and others" : ""}, and none is ${image.name} (${image.platform})`;
};

/**
 * The baseline's report of the same image. Same name and platform, of several such the one that was named alike in the
 * step; else the only one there is: an image may be renamed, or compared with another.
 */
export const baselineReport = (baseline: Baseline, { image }: Report): Report | undefined => {
  if (baseline.kind === "no-baseline") return undefined;
  const { reports } = baseline;
  const alike = reports.filter(
    (report) => report.image.name === image.name && report.image.platform === image.platform,
  );
  const same = alike.find((report) => report.image.source === image.source);
  return same ?? alike[0] ?? (reports.length === 1 ? reports[0] : undefined);
};

export interface Restore {
  readonly base: BaseCommit;
  /** Sources, as reports name them, whose images stand for the commit that is checked out; a remote flake's do not. */
  readonly ofCheckout: ReadonlySet<string>;
  readonly log: Log;
}

/** The report that a run on exactly this commit has stored, or the newest one when there is no such commit. */
export const restoreBaseline = async (
  store: BaselineStore,
  { base, ofCheckout, log }: Restore,
): Promise<Baseline | undefined> => {
  const stored = await store.restore(base.kind === "commit" ? base.revision : undefined);
  if (stored === undefined) return undefined;
  const parsed = parseReportFile(stored.text);
  const problem = parsed.kind === "bad" ? parsed.problem : strayProblem(parsed.value, stored.revision, ofCheckout);
  if (parsed.kind === "bad" || problem !== undefined) {
    log.info(`The stored report of ${stored.revision} is passed over: ${problem}.`);
    return undefined;
  }
  const info = { revision: stored.revision, source: "cache", exact: base.kind === "commit" } as const;
  return { kind: "found", reports: parsed.value, info };
};

/** What is wrong with reports that were stored for `revision` and say themselves that they are of another commit. */
const strayProblem = (
  reports: readonly Report[],
  revision: string,
  ofCheckout: Restore["ofCheckout"],
): string | undefined => {
  const stray = reports.find(
    ({ image }) => ofCheckout.has(image.source) && image.revision !== undefined && image.revision !== revision,
  );
  return stray === undefined ? undefined : `${stray.image.source} in it is of ${stray.image.revision}`;
};

/**
 * Builds the image of a flake at another commit; a problem there never fails the run, it only leaves no baseline. A
 * commit that does not have the image yet makes this its first report.
 */
export const buildBaseline = async (plan: ImagePlan, revision: string, options: AnalyseOptions): Promise<Baseline> => {
  const { log } = options.deps;
  try {
    return await log.group(`baseline: build ${plan.text} at ${revision.slice(0, 9)}`, () =>
      build(plan, revision, options),
    );
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    if (isWithoutImage(error)) {
      log.info(`${plan.text} is not in ${revision.slice(0, 9)}: this is its first report.`);
      return { kind: "no-baseline", reason: "first-run" };
    }
    log.warning(`No baseline: ${error.message}`);
    return { kind: "no-baseline", reason: "unavailable", detail: error.message.split("\n")[0] ?? "" };
  }
};

/** What Nix says of a commit that has no flake there, in its versions' words, or one without this attribute. */
const isWithoutImage = (error: KnownError): boolean =>
  error instanceof NixError &&
  (["NOT_A_FLAKE", "ATTRIBUTE_MISSING"].includes(error.code) ||
    (["UNTRACKED_FILE", "NOT_FOUND"].includes(error.code) && FLAKE_MISSING.test(error.message)));

/** In the first line of the message. */
const FLAKE_MISSING = /^[^\n]*(?: has no file \S*|\/)flake\.nix(?: is not there)?;/;

const build = async (plan: ImagePlan, revision: string, options: AnalyseOptions): Promise<Baseline> => {
  const installable = await installableAt(plan, revision, options);
  const basePlan = await planImage(
    { kind: "installable", text: installable },
    { ...options, revLength: plan.rev.length },
  );
  const reports = (await analysePlan(basePlan, options)).map(({ report }) => report);
  return { kind: "found", reports, info: { revision, source: "build", exact: true } };
};

/** The same attribute of the same flake at `revision`, after the commit has been fetched if this clone lacks it. */
export const installableAt = async (
  { text, target }: ImagePlan,
  revision: string,
  options: Pick<AnalyseOptions, "deps">,
): Promise<string> => {
  if (target.kind !== "flake") {
    throw unavailable(
      text,
      `only a flake can be built at another commit (${revision.slice(0, 9)})`,
      "give an image as the baseline, or no baseline",
    );
  }
  if (target.metadata.localDirectory !== undefined) await needCommit(target.metadata.localDirectory, revision, options);
  const flakeRef = withRevision(target.metadata.url, revision);
  if (flakeRef === undefined) {
    throw unavailable(
      text,
      `${target.metadata.url} cannot be had at another commit`,
      "keep the flake in a git repository",
    );
  }
  return `${flakeRef}${target.fragment}`;
};

const needCommit = async (dir: string, revision: string, { deps }: Pick<AnalyseOptions, "deps">): Promise<void> => {
  const git = await openGit({ run: deps.run, dir });
  const fetched = await git?.fetchCommit(revision);
  if (fetched?.kind !== "unavailable") return;
  throw unavailable(
    `commit ${revision.slice(0, 9)}`,
    `not in this clone, and not to be fetched (${fetched.reason})`,
    "check out with fetch-depth: 0, or keep the credentials of actions/checkout",
  );
};

const unavailable = (where: string, found: string, advice: string): InputError =>
  new InputError("NO_BASELINE", `${where}: ${found}; ${advice}`);

/** The baseline that the user named: a git revision of the flake, or an image as the current one may be named. */
export const namedBaseline = async (text: string, plan: ImagePlan, options: AnalyseOptions): Promise<Baseline> => {
  const revision = await resolveRevision(text, plan, options);
  if (revision !== undefined) return build(plan, revision, options);
  const arg = await baselineArg(text, plan, options);
  const other = await planImage(arg, { ...options, revLength: plan.rev.length });
  const reports = (await analysePlan(other, options)).map(({ report }) => report);
  const at = other.revision === undefined ? {} : { revision: other.revision };
  return { kind: "found", reports, info: { ...at, source: "image", exact: true } };
};

/** The commit that the text names; of anything but a flake only where no file has that name. */
const resolveRevision = async (
  text: string,
  { target }: ImagePlan,
  { deps }: AnalyseOptions,
): Promise<string | undefined> => {
  if (text.includes("#") || (target.kind !== "flake" && (await isThere(text, deps)))) return undefined;
  const dir = target.kind === "flake" ? target.metadata.localDirectory : deps.cwd;
  return dir === undefined ? undefined : (await openGit({ run: deps.run, dir }))?.resolve(text);
};

/** Beside an attribute of a Nix file a bare name is another attribute of it, unless a ready image is there. */
const baselineArg = async (text: string, { target }: ImagePlan, { deps }: AnalyseOptions): Promise<ImageArg> => {
  const arg = parseImageArg(text);
  const isBareName = arg.kind === "path" && arg.path === text;
  return target.kind === "file" && isBareName && !(await isThere(text, deps)) ? parseImageArg(text, target.file) : arg;
};

const isThere = (file: string, { cwd }: Deps): Promise<boolean> =>
  access(path.resolve(cwd, file)).then(
    () => true,
    () => false,
  );
