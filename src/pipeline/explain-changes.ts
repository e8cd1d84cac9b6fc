import { messageOf } from "../core/errors.ts";
import type { StorePath } from "../core/store-path.ts";
import {
  type DerivationPair,
  derivationReader,
  findRebuildCauses,
  hasDerivation,
  instantiate,
  type Nix,
} from "../nix/index.ts";
import { addCauses, type Compared, type PackageCause, type PackageChange, type Report } from "../report/index.ts";
import { type Baseline, baselineReport, compareWith, installableAt } from "./baseline.ts";
import type { Deps } from "./deps.ts";
import { deriversOf } from "./derivers.ts";
import { dueInputFinder, type Sides } from "./due-input.ts";
import type { NixFinder } from "./find-nix.ts";
import type { ImagePlan } from "./plan.ts";

/** Packages that are traced to a cause, the heaviest changes; what they are built from is mostly shared. */
const MOST_PACKAGES = 200;

export interface Explaining {
  readonly plan: ImagePlan;
  readonly deps: Deps;
  readonly nix: NixFinder;
  readonly buildArgs: readonly string[];
}

/**
 * The report with its comparison, and with why packages changed where the build plans of both sides are in this
 * machine's store. Looking for that never fails a run.
 */
export const compareAndExplain = async (
  current: Report,
  baseline: Baseline,
  explaining: Explaining,
): Promise<Report> => {
  const { plan, deps } = explaining;
  const comparison = compareWith(baseline, current);
  const other = baselineReport(baseline, current);
  if (comparison.kind !== "compared" || other === undefined) return { ...current, comparison };
  const sides = { plan, baseline: other, current, compared: comparison };
  try {
    return { ...current, comparison: await explain(sides, explaining) };
  } catch (error) {
    deps.log.debug(`Why packages changed could not be found out: ${messageOf(error)}`);
    return { ...current, comparison };
  }
};

interface Question {
  readonly change: PackageChange;
  readonly pair: DerivationPair;
}

const explain = async (sides: Sides, explaining: Explaining): Promise<Compared> => {
  const changes = sides.compared.packages
    .filter(({ kind }) => kind === "changed" || kind === "rebuilt")
    .slice(0, MOST_PACKAGES);
  const found = changes.length === 0 ? undefined : await explaining.nix.want();
  if (found === undefined) return sides.compared;
  await planBaseline(sides, { ...explaining, nix: found });
  const questions = await questionsOf(changes, sides, found);
  const answers = await findRebuildCauses(
    questions.map(({ pair }) => pair),
    derivationReader(found),
  );
  const inputFor = await dueInputFinder(sides, explaining.deps);
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

/**
 * Has the plans of a baseline made that this machine did not build. Only while no input moved: then evaluating the other
 * commit downloads nothing, and what changed is the flake's own doing, which no moved input tells.
 */
const planBaseline = async (
  { plan, baseline, compared }: Sides,
  { deps, nix, buildArgs }: Omit<Explaining, "nix"> & { readonly nix: Nix },
): Promise<void> => {
  const { revision, source } = compared.baseline;
  const { drvPath } = baseline.image;
  if (source !== "cache" || compared.inputs?.length !== 0 || revision === undefined || drvPath === undefined) return;
  if (await hasDerivation(drvPath)) return;
  try {
    const installable = await installableAt(plan, revision, { deps });
    await deps.log.group(`baseline: evaluate ${plan.text} at ${revision.slice(0, 9)}`, () =>
      instantiate(nix, installable, { cwd: deps.cwd, args: buildArgs }),
    );
  } catch (error) {
    deps.log.debug(`The baseline's build plans are not at hand: ${messageOf(error)}`);
  }
};

/** The changes whose plans are known on both sides and are not the same. Of several versions the latest are compared. */
const questionsOf = async (
  changes: readonly PackageChange[],
  { baseline, current }: Sides,
  nix: Nix,
): Promise<readonly Question[]> => {
  const latest = (side: "baseline" | "current") => changes.flatMap((change) => change[side].paths.at(-1) ?? []);
  const before = await deriversOf(baseline, latest("baseline"), nix);
  const after = await deriversOf(current, latest("current"), nix);
  return changes.flatMap((change) => {
    const [old, now] = [lookUp(before, change.baseline.paths), lookUp(after, change.current.paths)];
    return old === undefined || now === undefined || old === now
      ? []
      : [{ change, pair: { baseline: old, current: now } }];
  });
};

const lookUp = (derivers: ReadonlyMap<StorePath, StorePath>, paths: readonly StorePath[]): StorePath | undefined => {
  const path = paths.at(-1);
  return path === undefined ? undefined : derivers.get(path);
};
