import type { StorePath } from "../core/store-path.ts";
import {
  type DerivationPair,
  findRebuildCauses,
  openPlanStore,
  type PlanStore,
  type RebuildCause,
} from "../nix/index.ts";
import type { PackageChange, Report } from "../report/index.ts";
import type { Deps } from "./deps.ts";
import { deriversOf, type Plans } from "./derivers.ts";
import type { Sides } from "./due-input.ts";
import type { NixFinder } from "./find-nix.ts";
import { planBaseline } from "./plan-baseline.ts";

export interface Explaining {
  readonly deps: Deps;
  readonly nix: NixFinder;
  readonly buildArgs: readonly string[];
}

/** The nearest difference between the build plans of each change, where both are at hand. */
export const findReasons = async (
  changes: readonly PackageChange[],
  sides: Sides,
  explaining: Explaining,
): Promise<ReadonlyMap<PackageChange, RebuildCause | undefined>> => {
  const nix = await explaining.nix.want();
  if (nix === undefined) return new Map();
  await planBaseline(sides, { ...explaining, nix });
  const store = openPlanStore(nix);
  const questions = await questionsOf(changes, sides, store);
  const pairs = questions.map(({ pair }) => pair);
  const answers = await findRebuildCauses(pairs, store.read);
  return new Map(questions.map(({ change }, index) => [change, answers[index]]));
};

interface Question {
  readonly change: PackageChange;
  readonly pair: DerivationPair;
}

/** The changes whose plans are known on both sides and are not the same. Of several versions the latest are compared. */
const questionsOf = async (
  changes: readonly PackageChange[],
  { baseline, current }: Sides,
  store: PlanStore,
): Promise<readonly Question[]> => {
  const latest = (side: "baseline" | "current") => changes.flatMap((change) => change[side].paths.at(-1) ?? []);
  const before = await deriversOf(plansOf(baseline), latest("baseline"), store);
  const after = await deriversOf(plansOf(current), latest("current"), store);
  return changes.flatMap((change) => {
    const [old, now] = [lookUp(before, change.baseline.paths), lookUp(after, change.current.paths)];
    return old === undefined || now === undefined || old === now
      ? []
      : [{ change, pair: { baseline: old, current: now } }];
  });
};

const plansOf = ({ image, storePaths }: Report): Plans => ({ paths: storePaths, drvPath: image.drvPath });

const lookUp = (derivers: ReadonlyMap<StorePath, StorePath>, paths: readonly StorePath[]): StorePath | undefined => {
  const path = paths.at(-1);
  return path === undefined ? undefined : derivers.get(path);
};
