import type { Log } from "../core/log.ts";
import type { StoredReport } from "../github/index.ts";
import { parseReportFile, type Report } from "../report/index.ts";

/** What a run on another commit has reported, of all of its images. */
export interface StoredReports {
  readonly revision: string;
  readonly reports: readonly Report[];
}

export interface Trusting {
  /** Sources, as reports name them, whose images stand for the commit that is checked out; a remote flake's do not. */
  readonly ofCheckout: ReadonlySet<string>;
  readonly log: Log;
}

/** The reports in what was stored, `undefined` and a word in the log when they cannot be used. */
export const readStored = (stored: StoredReport, { ofCheckout, log }: Trusting): StoredReports | undefined => {
  const { revision, text } = stored;
  const parsed = parseReportFile(text);
  const problem = parsed.kind === "bad" ? parsed.problem : strayProblem(parsed.value, revision, ofCheckout);
  if (parsed.kind === "ok" && problem === undefined) return { revision, reports: parsed.value };
  log.info(`The stored report of ${revision} is passed over: ${problem}.`);
  return undefined;
};

/** What is wrong with reports that were stored for `revision` and say themselves that they are of another commit. */
const strayProblem = (
  reports: readonly Report[],
  revision: string,
  ofCheckout: Trusting["ofCheckout"],
): string | undefined => {
  const stray = reports.find(
    ({ image }) => ofCheckout.has(image.source) && image.revision !== undefined && image.revision !== revision,
  );
  return stray === undefined ? undefined : `${stray.image.source} in it is of ${stray.image.revision}`;
};
