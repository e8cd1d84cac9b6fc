import { type BaselineInfo, type Comparison, compareReports, type Report, type Silence } from "../report/index.ts";

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
