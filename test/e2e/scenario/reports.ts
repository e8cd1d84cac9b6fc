import assert from "node:assert/strict";
import type { Compared, Report } from "../../../src/report/index.ts";

/** The one report of a run. */
export function theReport(reports: readonly Report[]): Report {
  assert.equal(reports.length, 1);
  return reports[0] as Report;
}

/** The comparison in the one report of a run. */
export function theComparison(reports: readonly Report[]): Compared {
  const { comparison } = theReport(reports);
  assert.equal(comparison?.kind, "compared");
  return comparison;
}

/** What the difference of two known numbers is; fails when one of them is not known. */
export function differenceOf({ baseline, current }: { readonly baseline?: number; readonly current?: number }): number {
  assert.ok(baseline !== undefined && current !== undefined);
  return current - baseline;
}
