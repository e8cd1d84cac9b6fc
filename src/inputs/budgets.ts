import { type BudgetMode, type Budgets, LIMIT_NAMES, type LimitName, limitKind, limitsOf } from "../core/budgets.ts";
import { defined } from "../core/defined.ts";
import type { Problems } from "./problems.ts";
import { bytes, integer, lines, oneOf, optional, percent } from "./values.ts";

/** Names of the inputs as in action.yml, and of the options of `nix-image report`. */
export const BUDGET_INPUTS = [...LIMIT_NAMES, "forbid-packages", "budget-mode"] as const;

export type BudgetInput = (typeof BUDGET_INPUTS)[number];

export interface BudgetInputs extends Budgets {
  readonly mode: BudgetMode;
}

/** Where the texts come from, and what they are called there. */
export interface BudgetSource {
  readonly get: (name: BudgetInput) => string;
  readonly nameOf: (name: BudgetInput) => string;
  /** What to do about a limit on a change where nothing is compared; absent where something is. */
  readonly notCompared?: string;
}

/** Budgets as they were given. A limit that could never be judged is a problem: it would pass for one that is kept. */
export const parseBudgets = (source: BudgetSource, problems: Problems): BudgetInputs => {
  const { get, nameOf, notCompared } = source;
  const mode = oneOf(nameOf("budget-mode"), get("budget-mode"), ["fail", "warn"], problems);
  const limits = defined(
    Object.fromEntries(LIMIT_NAMES.map((name) => [name, limit(name, source, problems)])),
  ) as Budgets["limits"];
  const forbidPackages = patterns(nameOf("forbid-packages"), get("forbid-packages"), problems);
  const budgets = { limits, forbidPackages, mode };
  for (const { name } of notCompared === undefined ? [] : limitsOf(budgets).filter((it) => it.relative)) {
    problems.add(
      `${nameOf(name)} limits a change, and nothing is compared; ${notCompared}, or take ${nameOf(name)} away`,
    );
  }
  return budgets;
};

const limit = (name: LimitName, { get, nameOf }: BudgetSource, problems: Problems): number | undefined => {
  const [title, text] = [nameOf(name), get(name)];
  switch (limitKind(name).unit) {
    case "bytes":
      return bytes(title, text, problems);
    case "percent":
      return percent(title, text, problems);
    case "layers":
      return optional(text) === undefined ? undefined : integer(title, text, [1, 10_000], problems);
  }
};

/** Characters of Nix's names, and the star. */
const PATTERN = /^[0-9A-Za-z+\-._?=*]+$/;

const patterns = (title: string, text: string, problems: Problems): readonly string[] => {
  const all = [...new Set(lines(text))];
  for (const pattern of all.filter((it) => !PATTERN.test(it))) {
    const wanted = "expected a package's name, alone or with its version, in which * and ? may stand: openssl-1.*";
    problems.add(`${title}: ${JSON.stringify(pattern)} can be no package's name; ${wanted}`);
  }
  return all;
};
