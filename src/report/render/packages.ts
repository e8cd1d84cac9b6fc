import { formatBytes, formatChange, plural } from "../../core/units.ts";
import { treeName } from "../fold.ts";
import type { Compared, PackageChange, Report } from "../model.ts";
import { packageLabel } from "../pairing.ts";
import { ELISION, elide } from "./chain.ts";
import { blocks, code, details, strong, table, word } from "./markdown.ts";
import { type PackageRow, packageRows } from "./package-rows.ts";
import { dependencyWords, type Mark, markOf, versionWords } from "./package-words.ts";
import { becauseWords, causeWords, originWords, reasonWords, rebuildWords } from "./rebuild-words.ts";

const ICON: Readonly<Record<Mark, string>> = {
  added: "🆕",
  removed: "🗑️",
  rebuilt: "♻️",
  upgraded: "⬆️",
  downgraded: "⬇️",
  changed: "🔀",
};

/** Bytes of a row that weighs, in bold: half of the heaviest and more. */
const weigh = (change: number, heaviest: number): string =>
  change !== 0 && Math.abs(change) * 2 >= heaviest ? strong(formatChange(change)) : formatChange(change);

const WORDS = { name: code, word, strong };

const linkWord = (name: string): string => (name === ELISION ? ELISION : word(name));

/** The way to a store path: names in running text. */
export const chainWords = (names: readonly string[] | undefined): string => {
  if (names === undefined) return "";
  return names.length === 0 ? "_the image itself_" : elide(names).map(linkWord).join(" → ");
};

const nameCell = (row: PackageRow): readonly [string, string] => {
  switch (row.kind) {
    case "package": {
      const { tree } = row;
      const name = `${ICON[markOf(tree.top)]} ${word(treeName(tree))} ${dependencyWords(tree)}`.trim();
      return [name, versionWords(tree.top, word)];
    }
    case "rest":
      return [`… ${row.count} more`, ""];
    case "rebuilt":
      return [`♻️ ${row.count} rebuilt, same version`, ""];
    case "moved":
      return [`${row.count} same, in other layers`, ""];
    case "root":
      return ["📄 files outside the Nix store", ""];
  }
};

const CAUSES_IN_ROW = 2;

/** A package that was rebuilt has been there before: what rebuilt it says more than what asks for it. */
const whyCell = (row: PackageRow, { rebuildCauses = [] }: Compared): string => {
  switch (row.kind) {
    case "package":
      return becauseWords(row.tree.top, WORDS) || chainWords(row.why);
    case "rebuilt":
      return rebuildWords(rebuildCauses, CAUSES_IN_ROW, WORDS);
    default:
      return "";
  }
};

const COLUMNS = [{ title: "Package" }, { title: "base → now" }, { title: "Δ unpacked", align: "right" }] as const;

/** The heaviest changes; its bytes add up to the change of the unpacked size. Reasons only where Nix told any. */
export const packageTable = (report: Report, compared: Compared, limit: number): string | undefined => {
  const rows = packageRows(report, compared, limit);
  if (rows.length === 0) return undefined;
  const heaviest = Math.max(...rows.map((row) => Math.abs(row.change)));
  const whys = rows.map((row) => whyCell(row, compared));
  const explained = whys.some((why) => why !== "");
  return table(
    explained ? [...COLUMNS, { title: "Why" }] : COLUMNS,
    rows.map((row, index) => [
      ...nameCell(row),
      weigh(row.change, heaviest),
      ...(explained ? [whys[index] ?? ""] : []),
    ]),
  );
};

/** Whether the table above has every change on a row of its own, so that a list of all would say nothing new. */
export const showsAll = (report: Report, compared: Compared, limit: number): boolean =>
  packageRows(report, compared, limit).filter((row) => row.kind === "package" && row.tree.folded.length === 0)
    .length === compared.packages.length;

const changeRow = (change: PackageChange): readonly string[] => [
  `${ICON[markOf(change)]} ${word(packageLabel(change))}`,
  versionWords(change, word),
  formatChange(change.change),
  change.current.paths.length === 0 ? "–" : formatBytes(change.current.contentSize),
  change.foldedInto === undefined ? "" : word(change.foldedInto),
];

const CHANGE_COLUMNS = [
  { title: "Package" },
  { title: "base → now" },
  { title: "Δ unpacked", align: "right" },
  { title: "Unpacked", align: "right" },
  { title: "Came with" },
] as const;

const CAUSES = 20;

/** What rebuilt packages at the same version, the cause of most first. */
const causeTable = ({ rebuildCauses = [] }: Compared): string | undefined => {
  if (rebuildCauses.length === 0) return undefined;
  return table(
    [{ title: "Rebuilt", align: "right" }, { title: "Δ unpacked", align: "right" }, { title: "Because of" }],
    rebuildCauses
      .slice(0, CAUSES)
      .map((cause) => [
        plural(cause.packages, "package"),
        formatChange(cause.change),
        `${originWords(cause, WORDS)}${reasonWords(cause.reason, WORDS)}`,
      ]),
  );
};

/** Every change on its own row, in a folded block; what caused them where that is known. */
export const allChanges = (compared: Compared, limit: number): string | undefined => {
  const { packages } = compared;
  const left = packages.length - limit;
  const shown = packages.slice(0, limit);
  const becauses = shown.map((change) => causeWords(change, WORDS));
  const isCaused = becauses.some((because) => because !== "");
  const rows = shown.map((change, index) => [...changeRow(change), ...(isCaused ? [becauses[index] ?? ""] : [])]);
  const body = table(isCaused ? [...CHANGE_COLUMNS, { title: "Because of" }] : CHANGE_COLUMNS, rows);
  const rest = left > 0 ? `${left} smaller changes are not listed.` : undefined;
  return details(`📋 All package changes (${packages.length})`, blocks([causeTable(compared), body, rest]));
};
