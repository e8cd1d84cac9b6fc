import { type BudgetMode, type Budgets, type Limit, limitKind, limitsOf } from "../core/budgets.ts";
import { defined } from "../core/defined.ts";
import { deepFreeze } from "../core/freeze.ts";
import { matchesGlob } from "../core/glob.ts";
import { measure } from "./measure.ts";
import type { JudgedBudget, JudgedPackages, Report, ReportBudgets, ReportStorePath } from "./model.ts";
import { clip } from "./text.ts";

export interface Judging extends Budgets {
  readonly mode: BudgetMode;
  /** Label that may turn fail into warn. */
  readonly overrideLabel?: string;
}

/** What a report keeps and breaks of the budgets, frozen; `undefined` when none is set. Exactly at the limit is kept. */
export const judgeBudgets = (report: Report, budgets: Judging): ReportBudgets | undefined => {
  const { forbidPackages, mode, overrideLabel } = budgets;
  const judged = [
    ...limitsOf(budgets).map((limit) => judgeLimit(report, limit)),
    ...(forbidPackages.length === 0 ? [] : [judgePackages(report, forbidPackages)]),
  ];
  if (judged.length === 0) return undefined;
  const verdict: ReportBudgets["verdict"] = judged.some(isBroken) ? mode : "pass";
  return deepFreeze(defined({ verdict, overrideLabel: overrideLabel && clip(overrideLabel), judged }));
};

/** True for what exceeds a limit, and for what could not be judged although it should. */
export const isBroken = (judged: JudgedBudget): boolean =>
  judged.outcome === "failed" ||
  (judged.outcome === "not-judged" && "reason" in judged && judged.reason !== "first-report");

/** The budgets of a failed verdict as a label turns it into a warning. */
export const override = (budgets: ReportBudgets, label: string): ReportBudgets =>
  budgets.verdict === "fail" ? deepFreeze({ ...budgets, verdict: "warn", overriddenBy: clip(label) }) : budgets;

/** Broken budgets of the image itself; those on a change speak of another change. */
export const brokenByImage = (budgets: ReportBudgets | undefined): readonly JudgedBudget["budget"][] =>
  (budgets?.judged ?? [])
    .filter((judged) => isBroken(judged) && (judged.budget === "forbid-packages" || !limitKind(judged.budget).relative))
    .map(({ budget }) => budget);

const judgeLimit = (report: Report, { name: budget, limit }: Limit): JudgedBudget => {
  const measured = measure(report, budget);
  if (measured.kind === "missing") return { budget, limit, outcome: "not-judged", reason: measured.reason };
  return { budget, limit, actual: measured.value, outcome: measured.value <= limit ? "ok" : "failed" };
};

const judgePackages = ({ storePaths, distribution }: Report, patterns: readonly string[]): JudgedPackages => {
  const find = (names: readonly string[]): string | undefined =>
    patterns.find((pattern) => names.some((name) => matchesGlob(pattern, name)));
  const inStore = storePaths.flatMap((entry) => {
    const pattern = find(namesOf(entry));
    return pattern === undefined
      ? []
      : [defined({ path: entry.path, name: entry.name, pattern, whyChain: entry.whyChain })];
  });
  const ofDistribution = (distribution?.packages ?? []).flatMap(({ name, version }) => {
    const pattern = find([name, `${name}-${version}`]);
    return pattern === undefined ? [] : [{ name: clip(`${name}-${version}`), pattern }];
  });
  const packages = [...inStore, ...ofDistribution];
  const outcome = packages.length === 0 ? "ok" : "failed";
  return { budget: "forbid-packages", patterns: patterns.map(clip), outcome, packages };
};

/** The package's name, that and the version, and the whole name, which may end in an output. */
const namesOf = ({ pname, version, name }: ReportStorePath): readonly string[] => [
  pname,
  ...(version === undefined ? [] : [`${pname}-${version}`]),
  name,
];
