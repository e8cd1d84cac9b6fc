import { KnownError } from "../core/errors.ts";
import { NixError } from "../nix/index.ts";
import { type AnalyseOptions, analysePlan } from "./analyse.ts";
import type { Baseline } from "./baseline.ts";
import { installableAt } from "./other-commit.ts";
import { type ImagePlan, planImage } from "./plan.ts";

/**
 * Builds the image of a flake at another commit; a problem there never fails the run, it only leaves no baseline. A
 * commit that does not have the image yet makes this its first report.
 */
export const tryBuildBaseline = async (
  plan: ImagePlan,
  revision: string,
  options: AnalyseOptions,
): Promise<Baseline> => {
  const { log } = options.deps;
  try {
    return await log.group(`baseline: build ${plan.text} at ${revision.slice(0, 9)}`, () =>
      buildBaseline(plan, revision, options),
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

/** The image of a flake at another commit. */
export const buildBaseline = async (plan: ImagePlan, revision: string, options: AnalyseOptions): Promise<Baseline> => {
  const text = await installableAt(plan, revision, options.deps);
  const basePlan = await planImage({ kind: "installable", text }, { ...options, revLength: plan.rev.length });
  const reports = (await analysePlan(basePlan, options)).map(({ report }) => report);
  return { kind: "found", reports, info: { revision, source: "build", exact: true } };
};
