import { messageOf } from "../core/errors.ts";
import type { StorePath } from "../core/store-path.ts";
import { type DerivationPair, derivationReader, findRebuildCauses } from "../nix/index.ts";
import { addCauses, type Compared, type PackageCause, type PackageChange, type Report } from "../report/index.ts";
import { type Baseline, baselineReport, compareWith } from "./baseline.ts";
import type { Deps } from "./deps.ts";
import { dueInputFinder, type Sides } from "./due-input.ts";
import type { NixFinder } from "./find-nix.ts";
import type { ImagePlan } from "./plan.ts";

/** Packages that are traced to a cause, the heaviest changes; what they are built from is mostly shared. */
const MOST_PACKAGES = 200;

export interface Explaining {
  readonly plan: ImagePlan;
  readonly deps: Deps;
  readonly nix: NixFinder;
}

/**
 * The report with its comparison, and with why packages changed where the build plans of both sides are in this
 * machine's store. Looking for that never fails a run.
 */
export const compareAndExplain = async (
  current: Report,
  baseline: Baseline,
  { plan, deps, nix }: Explaining,
): Promise<Report> => {
  const comparison = compareWith(baseline, current);
  const other = baselineReport(baseline, current);
  if (comparison.kind !== "compared" || other === undefined) return { ...current, comparison };
  const sides = { plan, baseline: other, current, compared: comparison };
  try {
    return { ...current, comparison: await explain(sides, deps, nix) };
  } catch (error) {
    deps.log.debug(`Why packages changed could not be found out: ${messageOf(error)}`);
    return { ...current, comparison };
  }
};

interface Question {
  readonly change: PackageChange;
  readonly pair: DerivationPair;
}

const explain = async (sides: Sides, deps: Deps, nix: NixFinder): Promise<Compared> => {
  const questions = questionsOf(sides).slice(0, MOST_PACKAGES);
  const found = questions.length === 0 ? undefined : await nix.want();
  if (found === undefined) return sides.compared;
  const answers = await findRebuildCauses(
    questions.map(({ pair }) => pair),
    derivationReader(found),
  );
  const inputFor = await dueInputFinder(sides, deps);
  const causes = new Map<PackageChange, PackageCause>();
  for (const [index, { change }] of questions.entries()) {
    const answer = answers[index];
    if (answer === undefined) continue;
    const input = inputFor(answer.reason);
    const reason = { ...answer.reason, via: [...answer.via] };
    causes.set(change, { ...(input === undefined ? {} : { input }), reason });
  }
  return addCauses(sides.compared, causes);
};

/** The changed packages whose plans are known on both sides and are not the same. Of several versions the latest are compared. */
const questionsOf = ({ baseline, current, compared }: Sides): readonly Question[] => {
  const [before, after] = [derivers(baseline), derivers(current)];
  return compared.packages.flatMap((change): readonly Question[] => {
    if (change.kind !== "changed" && change.kind !== "rebuilt") return [];
    const old = before.get(change.baseline.paths.at(-1));
    const now = after.get(change.current.paths.at(-1));
    return old === undefined || now === undefined || old === now
      ? []
      : [{ change, pair: { baseline: old, current: now } }];
  });
};

const derivers = ({ storePaths }: Report): ReadonlyMap<StorePath | undefined, StorePath> =>
  new Map(storePaths.flatMap(({ path, deriver }) => (deriver === undefined ? [] : [[path, deriver] as const])));
