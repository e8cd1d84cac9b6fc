import type { Compared, Report } from "../model.ts";
import { shortRevision } from "./baseline-words.ts";
import { code, strong, table } from "./markdown.ts";
import { comparedTotals, ownTotals } from "./totals-rows.ts";

const NONE = "–";

const bold = (text: string | undefined): string => (text === undefined ? NONE : strong(text));

/** Totals of both sides; `current` names the column of this image. */
export const comparedTotalsTable = (report: Report, compared: Compared, current: string): string => {
  const { revision } = compared.baseline;
  const base = revision === undefined ? "base" : `base ${code(shortRevision(revision))}`;
  return table(
    [
      { title: " " },
      { title: base, align: "right" },
      { title: current, align: "right" },
      { title: "Δ", align: "right" },
    ],
    comparedTotals(report, compared).map((row, index) => [
      index === 0 ? strong(row.title) : row.title,
      row.baseline ?? NONE,
      index === 0 ? bold(row.current) : (row.current ?? NONE),
      index === 0 ? bold(row.change) : (row.change ?? NONE),
    ]),
  );
};

export const ownTotalsTable = (report: Report): string =>
  table([{ title: "Total" }, { title: " ", align: "right" }], ownTotals(report));
