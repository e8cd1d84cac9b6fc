import { formatSeconds } from "../core/date.ts";
import { defined } from "../core/defined.ts";
import type { Compared, InputChange, Report } from "./model.ts";

type Input = NonNullable<Report["image"]["flakeInputs"]>[number];

const stateOf = (input: Input): NonNullable<InputChange["current"]> =>
  defined({
    revision: input.revision,
    date: input.lastModified === undefined ? undefined : formatSeconds(input.lastModified),
  });

/** A commit is a content; without one the hash of the content tells. */
const isSame = (a: Input, b: Input): boolean => {
  if (a.revision !== undefined && b.revision !== undefined) return a.revision === b.revision;
  if (a.narHash !== undefined && b.narHash !== undefined) return a.narHash === b.narHash;
  return a.lastModified === b.lastModified && a.url === b.url;
};

const byName = (inputs: readonly Input[]): ReadonlyMap<string, Input> =>
  new Map(inputs.map((input) => [input.name, input]));

/** The flake inputs that differ, in the order of the current ones, then those that are gone. */
export const diffInputs = (baseline: Report, current: Report): Compared["inputs"] => {
  const [before, after] = [baseline.image.flakeInputs, current.image.flakeInputs];
  if (before === undefined || after === undefined) return undefined;
  const [known, kept] = [byName(before), byName(after)];
  const moved = after.flatMap((input): readonly InputChange[] => {
    const { name } = input;
    const old = known.get(name);
    if (old === undefined) return [{ kind: "added", name, current: stateOf(input) }];
    return isSame(old, input) ? [] : [{ kind: "moved", name, baseline: stateOf(old), current: stateOf(input) }];
  });
  const gone = before.filter(({ name }) => !kept.has(name));
  return [
    ...moved,
    ...gone.map((input): InputChange => ({ kind: "removed", name: input.name, baseline: stateOf(input) })),
  ];
};
