import { bar, clip, padEnd, padStart, TERMINAL_WIDTH, wrap } from "../../core/columns.ts";
import { formatChange } from "../../core/units.ts";
import { visible } from "../../core/visible.ts";
import { treeName } from "../fold.ts";
import type { Compared, Report } from "../model.ts";
import { shortRevision, sourceWords } from "./baseline-words.ts";
import type { Style } from "./cause-sentence.ts";
import { elide } from "./chain.ts";
import { inputWords } from "./input-words.ts";
import { type PackageRow, packageRows } from "./package-rows.ts";
import { dependencyWords, type Mark, markOf, versionWords } from "./package-words.ts";
import { type Paint, paintChange } from "./paint.ts";
import { becauseWords, rebuildWords } from "./rebuild-words.ts";
import { comparedTotals, type TotalsRow } from "./totals-rows.ts";
import { whySentence } from "./why-sentence.ts";

const ROWS = 15;
const NAME_WIDTH = 34;

const SIGN: Readonly<Record<Mark, string>> = {
  added: "+",
  removed: "-",
  rebuilt: "~",
  upgraded: "↑",
  downgraded: "↓",
  changed: "~",
};

const against = ({ baseline }: Compared): string => {
  const name = baseline.revision === undefined ? baseline.name : shortRevision(baseline.revision);
  const exact = baseline.exact ? "" : "; not the commit that this change starts from";
  return `Change against ${clip(name, 30)} (${sourceWords(baseline)}${exact})`;
};

const short = (untrusted: string): string => clip(untrusted, 60);

const TERMINAL: Style = { name: short, word: short, strong: (text) => text };

const BASELINE_WIDTH = 12;
const CURRENT_WIDTH = 14;

/** What is too wide for its column takes from the one before: a dash that touches a number reads as a minus. */
const totalsRow = ({ title, baseline = "–", current = "–", change = "", note }: TotalsRow): string => {
  const width = Math.max(CURRENT_WIDTH, current.length + 2);
  const sides = padStart(baseline, BASELINE_WIDTH + CURRENT_WIDTH - width) + padStart(current, width);
  return `  ${padEnd(title, 24)}${sides}${note === undefined ? padStart(change, 14) : `  ${note}`}`.trimEnd();
};

const nameOfRow = (row: PackageRow): readonly [sign: string, name: string, versions: string] => {
  switch (row.kind) {
    case "package": {
      const dependencies = dependencyWords(row.tree);
      const name = `${clip(treeName(row.tree), NAME_WIDTH - dependencies.length - 1)} ${dependencies}`.trim();
      return [SIGN[markOf(row.tree.top)], name, versionWords(row.tree.top, visible)];
    }
    case "rest":
      return ["…", `${row.count} more`, ""];
    case "rebuilt":
      return ["~", `${row.count} rebuilt, same version`, ""];
    case "moved":
      return ["~", `${row.count} same, in other layers`, ""];
    case "root":
      return ["~", "files outside the Nix store", ""];
  }
};

const CAUSES_SHOWN = 3;

/** What rebuilt a package, or the packages of the row for all of them. */
const becauseLines = (row: PackageRow, { rebuildCauses = [] }: Compared): readonly string[] => {
  if (row.kind === "package") return [becauseWords(row.tree.top, TERMINAL)].filter((words) => words !== "");
  if (row.kind !== "rebuilt") return [];
  return rebuildCauses.slice(0, CAUSES_SHOWN).map((cause) => rebuildWords([cause], 1, TERMINAL));
};

interface Drawing {
  readonly compared: Compared;
  readonly heaviest: number;
  readonly paint: Paint;
}

const packageLines = (row: PackageRow, { compared, heaviest, paint }: Drawing): readonly string[] => {
  const [sign, name, versions] = nameOfRow(row);
  const left = `  ${sign} ${padEnd(name, NAME_WIDTH + 1)}${padEnd(clip(versions, 17), 18)}`;
  const size = padStart(formatChange(row.change), 11);
  const drawn = bar(Math.abs(row.change), heaviest, 10);
  const line = `${left}${paintChange(paint, row.change, drawn === "" ? size : `${size} ${drawn}`)}`;
  const why = row.kind === "package" && row.tree.top.kind === "added" ? (row.why ?? []) : [];
  const via = `      via ${elide(why).map(visible).join(" → ")}`;
  const notes = [...(why.length === 0 ? [] : [via]), ...becauseLines(row, compared).map((it) => `      by ${it}`)];
  return [line, ...notes.map((note) => paint.dim(clip(note, TERMINAL_WIDTH)))];
};

const why = (compared: Compared): readonly string[] => {
  const sentence = whySentence(compared, TERMINAL);
  return wrap(`Why: ${sentence}`, TERMINAL_WIDTH - 2, "     ").map((line) => `  ${line}`);
};

const inputs = (compared: Compared): readonly string[] => {
  const words = inputWords(compared.inputs, TERMINAL);
  if (words === undefined) return [];
  return wrap(`Inputs: ${words}`, TERMINAL_WIDTH - 2, "        ").map((line) => `  ${line}`);
};

/** What the terminal says of a comparison: the cause, the totals, the heaviest changes with their reason. */
export const terminalChange = (report: Report, compared: Compared, paint: Paint): readonly string[] => {
  const rows = packageRows(report, compared, ROWS);
  const heaviest = Math.max(...rows.map((row) => Math.abs(row.change)));
  return [
    ...wrap(against(compared), TERMINAL_WIDTH, "  ").map(paint.bold),
    ...why(compared),
    ...inputs(compared),
    "",
    paint.dim(
      `  ${padEnd("", 24)}${padStart("baseline", BASELINE_WIDTH)}${padStart("now", CURRENT_WIDTH)}${padStart("change", 14)}`,
    ),
    ...comparedTotals(report, compared).map(totalsRow),
    ...(rows.length === 0 ? [] : ["", paint.bold("Packages, by change of unpacked bytes")]),
    ...rows.flatMap((row) => packageLines(row, { compared, heaviest, paint })),
  ];
};
