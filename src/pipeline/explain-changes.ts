import { defined } from "../core/defined.ts";
import { messageOf } from "../core/errors.ts";
import type { RebuildCause } from "../nix/index.ts";
import {
  addCauses,
  type Compared,
  type PackageCause,
  type PackageChange,
  type Report,
  type Silence,
} from "../report/index.ts";
import { type Baseline, baselineReport, compareWith } from "./baseline.ts";
import { type DueInput, dueInputFinder, type Sides } from "./due-input.ts";
import { type Explaining, findReasons } from "./find-reasons.ts";
import type { ImagePlan } from "./plan.ts";

/** Packages that are traced to a cause, the heaviest changes; what they are built from is mostly shared. */
const MOST_PACKAGES = 200;

interface Asked {
  readonly plan: ImagePlan;
  /** Findings that nobody wants to hear of. */
  readonly silences?: readonly Silence[] | undefined;
}

/**
 * The report with its comparison, and with why packages changed where the build plans of both sides are in this
 * machine's store. Looking for that never fails a run.
 */
export const compareAndExplain = async (
  current: Report,
  baseline: Baseline,
  { plan, silences, ...explaining }: Explaining & Asked,
): Promise<Report> => {
  const comparison = compareWith(baseline, current, silences);
  const other = baselineReport(baseline, current);
  if (comparison.kind !== "compared" || other === undefined) return { ...current, comparison };
  const sides = { plan, baseline: other, current, compared: comparison };
  try {
    return { ...current, comparison: await explain(sides, explaining) };
  } catch (error) {
    explaining.deps.log.debug(`Why packages changed could not be found out: ${messageOf(error)}`);
    return { ...current, comparison };
  }
};

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
