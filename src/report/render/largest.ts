import { nameOf } from "../../core/store-path.ts";
import { formatBytes, plural } from "../../core/units.ts";
import type { Report, ReportStorePath } from "../model.ts";
import { shortNames } from "./chain.ts";
import { code, details, table, word } from "./markdown.ts";
import { chainWords } from "./packages.ts";

export type Ranking = "retained" | "content";

/** How store paths can be ranked: by what their removal frees when Nix told, else by their own bytes. */
export const rankingOf = (report: Report): Ranking =>
  report.storePaths.some((entry) => entry.retainedSize !== undefined) ? "retained" : "content";

export const weightOf = (entry: ReportStorePath, ranking: Ranking): number =>
  ranking === "retained" ? (entry.retainedSize ?? 0) : entry.contentSize;

export const largestPaths = (report: Report, limit: number): readonly ReportStorePath[] => {
  const ranking = rankingOf(report);
  return [...report.storePaths].sort((a, b) => weightOf(b, ranking) - weightOf(a, ranking)).slice(0, limit);
};

/** Names on the way from a root to the path, without the path; `undefined` when Nix was not asked. */
export const whyNames = ({ whyChain }: ReportStorePath): readonly string[] | undefined =>
  whyChain === undefined ? undefined : shortNames(whyChain.slice(0, -1));

const size = (bytes: number | undefined): string => (bytes === undefined ? "–" : formatBytes(bytes));

const retainedTable = (report: Report, limit: number): string =>
  table(
    [
      { title: "Store path" },
      { title: "Frees if removed", align: "right" },
      { title: "Own", align: "right" },
      { title: "Closure", align: "right" },
      { title: "Why" },
    ],
    largestPaths(report, limit).map((entry) => [
      word(nameOf(entry.path)),
      size(entry.retainedSize),
      size(entry.narSize),
      size(entry.closureSize),
      chainWords(whyNames(entry)),
    ]),
  );

const contentTable = (report: Report, limit: number): string =>
  table(
    [{ title: "Store path" }, { title: "Unpacked", align: "right" }, { title: "Files", align: "right" }],
    largestPaths(report, limit).map((entry) => [
      word(nameOf(entry.path)),
      formatBytes(entry.contentSize),
      String(entry.files),
    ]),
  );

export interface Largest {
  readonly title: string;
  readonly table: string;
}

/** The store paths that weigh most, `undefined` for an image without any. */
export const largest = (report: Report, limit: number): Largest | undefined => {
  const all = report.storePaths.length;
  if (all === 0) return undefined;
  const [by, table] =
    rankingOf(report) === "retained"
      ? ["retained size", retainedTable(report, limit)]
      : ["unpacked size", contentTable(report, limit)];
  return { title: `🌳 Largest by ${by} (${Math.min(limit, all)} of ${plural(all, "store path")})`, table };
};

/** The largest files, folded. */
export const largestFiles = (report: Report, limit: number): string | undefined => {
  const files = report.largestFiles.slice(0, limit);
  if (files.length === 0) return undefined;
  const rows = files.map((file) => [code(file.path), formatBytes(file.size), String(file.layer + 1)]);
  const columns = [{ title: "File" }, { title: "Size", align: "right" }, { title: "Layer", align: "right" }] as const;
  return details(`📄 Largest files (${files.length})`, table(columns, rows));
};
