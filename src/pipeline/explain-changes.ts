import { defined } from "../core/defined.ts";
import { messageOf } from "../core/errors.ts";
import type { StorePath } from "../core/store-path.ts";
import {
  type DerivationPair,
  derivationReader,
  findRebuildCauses,
  hasDerivation,
  instantiate,
  type Nix,
  type RebuildCause,
} from "../nix/index.ts";
import { addCauses, type Compared, type PackageCause, type PackageChange, type Report } from "../report/index.ts";
import { type Baseline, baselineReport, compareWith, installableAt } from "./baseline.ts";
import type { Deps } from "./deps.ts";
import { deriversOf } from "./derivers.ts";
import { type DueInput, dueInputFinder, type Sides } from "./due-input.ts";
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
  if (changes.length === 0) return sides.compared;
  const reasons = await findReasons(changes, sides, explaining);
  const dueInput = await dueInputFinder(sides, explaining.deps);
  const causes = changes.map((change) => [change, causeOf(change, reasons.get(change), dueInput)] as const);
  return addCauses(sides.compared, new Map(causes));
};

const causeOf = (change: PackageChange, found: RebuildCause | undefined, dueInput: DueInput): PackageCause => {
  if (found !== undefined)
    return defined({ input: dueInput(found.reason), reason: { ...found.reason, via: found.via } });
  // A new version is a difference by itself; what rebuilt a package may be anything.
  return change.kind === "changed" ? defined({ input: dueInput(versionChange(change)) }) : {};
};

const versionChange = ({ pname, baseline, current }: PackageChange): RebuildCause["reason"] => ({
  ...{ kind: "env", derivation: pname, attribute: "version" },
  ...{ before: baseline.versions.join(" "), after: current.versions.join(" ") },
});

const findReasons = async (
  changes: readonly PackageChange[],
  sides: Sides,
  explaining: Explaining,
): Promise<ReadonlyMap<PackageChange, RebuildCause | undefined>> => {
  const nix = await explaining.nix.want();
  if (nix === undefined) return new Map();
  await planBaseline(sides, { ...explaining, nix });
  const questions = await questionsOf(changes, sides, nix);
  const pairs = questions.map(({ pair }) => pair);
  const answers = await findRebuildCauses(pairs, derivationReader(nix));
  return new Map(questions.map(({ change }, index) => [change, answers[index]]));
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
