import { formatSeconds } from "../core/date.ts";
import { openGit } from "../git/index.ts";
import { type RebuildCause, sourcePath } from "../nix/index.ts";
import type { Compared, Report } from "../report/index.ts";
import type { Deps } from "./deps.ts";
import type { ImagePlan } from "./plan.ts";

export interface Sides {
  readonly plan: ImagePlan;
  readonly baseline: Report;
  readonly current: Report;
  readonly compared: Compared;
}

/** The name of the moved input that a difference is due to, `undefined` where that is not certain. */
export type DueInput = (reason: RebuildCause["reason"]) => string | undefined;

/**
 * How differences are traced to inputs. A source that is an input's tree is due to that input. For the rest one input
 * is to blame when it alone moved and the commits differ in nothing but flake.lock: then there is nothing else.
 */
export const dueInputFinder = async (sides: Sides, deps: Deps): Promise<DueInput> => {
  const moved = (sides.compared.inputs ?? []).filter(({ kind }) => kind === "moved").map(({ name }) => name);
  const trees = new Map(moved.flatMap((name) => treeMove(sides, name)));
  const only = onlyMoved(sides.compared);
  const isAlone = only !== undefined && (await differsInLockAlone(sides, deps));
  return (reason) => {
    const tree = reason.kind === "source" ? trees.get(`${reason.before} ${reason.after}`) : undefined;
    return tree ?? (isAlone && !mayBeOwn(reason, sides) ? only : undefined);
  };
};

/** The store paths of an input's tree on both sides, as one key. */
const treeMove = ({ baseline, current }: Sides, name: string): readonly (readonly [string, string])[] => {
  const [before, after] = [baseline, current].map(({ image }) => {
    const narHash = image.flakeInputs?.find((input) => input.name === name)?.narHash;
    return narHash === undefined ? undefined : sourcePath(narHash);
  });
  return before === undefined || after === undefined ? [] : [[`${before} ${after}`, name]];
};

/** The direct input that moved, with or without inputs of its own, when nothing else did. */
const onlyMoved = ({ inputs = [] }: Compared): string | undefined => {
  const tops = new Set(inputs.map(({ name }) => name.split("/")[0] ?? ""));
  const [top, ...others] = tops;
  return others.length === 0 && inputs.some(({ name, kind }) => name === top && kind === "moved") ? top : undefined;
};

/** The flake's own tree holds flake.lock, and its commit or date may stand in a text: these change with every commit. */
const mayBeOwn = ({ kind, before = "", after = "" }: RebuildCause["reason"], sides: Sides): boolean => {
  const { compared, current, plan } = sides;
  const head = current.image.revision?.slice(0, 7);
  const base = compared.baseline.revision?.slice(0, 7);
  const stamps = plan.target.kind === "flake" ? stampsOf(plan.target.metadata.lastModified) : [];
  return (
    kind === "source" ||
    (base !== undefined && before.includes(base)) ||
    [...(head === undefined ? [] : [head]), ...stamps].some((text) => after.includes(text))
  );
};

/** How `self.lastModified` and `self.lastModifiedDate` would stand in a text. */
const stampsOf = (seconds: number | undefined): readonly string[] => {
  const date = seconds === undefined ? undefined : formatSeconds(seconds)?.slice(0, 10).replaceAll("-", "");
  return date === undefined ? [] : [String(seconds), date];
};

/**
 * Whether Git finds no other file changed between the commits, or the baseline's and the working tree when that is dirty.
 * A shallow clone, as CI has it, gets the baseline's commit first.
 */
const differsInLockAlone = async ({ plan, compared }: Sides, { run }: Deps): Promise<boolean> => {
  const dir = plan.target.kind === "flake" ? plan.target.metadata.localDirectory : undefined;
  const base = compared.baseline.revision;
  if (dir === undefined || base === undefined || (plan.revision === undefined && !plan.dirty)) return false;
  const git = await openGit({ run, dir });
  if ((await git?.fetchCommit(base))?.kind === "unavailable") return false;
  const changed = await git?.changedFiles(base, plan.revision);
  return changed !== undefined && changed.length > 0 && changed.every((file) => /(^|\/)flake\.lock$/.test(file));
};
