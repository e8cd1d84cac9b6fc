import { compareText } from "../../core/compare-text.ts";
import type { Report, ReportStorePath } from "../model.ts";
import { groupByPackageAndPart, packageLabel } from "../pairing.ts";

/** One package that several store paths hold. */
export interface RepeatedPackage {
  /** Package and output: `openssl`, `openssl-dev`. */
  readonly name: string;
  /** Whether the versions differ, or one version was built several times. */
  readonly kind: "versions" | "builds";
  /** Heaviest first. */
  readonly paths: readonly Pick<ReportStorePath, "path" | "version" | "contentSize">[];
  /** Bytes of all but the heaviest: what one of them alone would save at most. */
  readonly contentSize: number;
}

/** Packages (by name and output) that the image holds several times, those that cost most first. */
export const findRepeatedPackages = ({ storePaths }: Report): readonly RepeatedPackage[] =>
  groupByPackageAndPart(storePaths)
    .filter((entries) => entries.length > 1)
    .map(describe)
    .sort((a, b) => b.contentSize - a.contentSize || compareText(a.name, b.name));

/** The report's store paths come heaviest first. */
const describe = (entries: readonly ReportStorePath[]): RepeatedPackage => {
  const [heaviest, ...others] = entries as [ReportStorePath, ...ReportStorePath[]];
  return {
    name: packageLabel(heaviest),
    kind: others.some(({ version }) => version !== heaviest.version) ? "versions" : "builds",
    paths: entries.map(({ path, version, contentSize }) =>
      version === undefined ? { path, contentSize } : { path, version, contentSize },
    ),
    contentSize: others.reduce((sum, entry) => sum + entry.contentSize, 0),
  };
};
