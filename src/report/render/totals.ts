import type { Compared, Report } from "../model.ts";
import { shortRevision } from "./baseline-words.ts";
import { code, phrase, strong, table } from "./markdown.ts";
import { comparedTotals, ownTotals, type TotalsRow } from "./totals-rows.ts";

const NONE = "–";

/** A fresh pull is what the headline speaks of; an update pull, with its note, is what most machines do. */
const cells = (row: TotalsRow, index: number): readonly string[] => {
  const style = index === 0 || row.note !== undefined ? strong : (text: string) => text;
  const current = row.current === undefined ? undefined : style(row.current);
  return [
    style(row.title),
    row.baseline ?? NONE,
    [current, row.note].filter((part) => part !== undefined).join(" · ") || NONE,
    row.change === undefined ? NONE : style(row.change),
  ];
};

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
    comparedTotals(report, compared).map(cells),
  );
};

export const ownTotalsTable = (report: Report): string =>
  table([{ title: "Total" }, { title: " ", align: "right" }], ownTotals(report, phrase));
