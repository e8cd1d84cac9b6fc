import { deepFreeze } from "../core/freeze.ts";
import { maskCommand, maskValue } from "../core/secrets.ts";
import type { Compared, PackageCause, PackageChange, RebuildCause } from "./model.ts";
import { clipForeign } from "./text.ts";

type Reason = NonNullable<PackageCause["reason"]>;

const show = (text: string, attribute = ""): string => clipForeign(maskValue(attribute, maskCommand(text)));

/** Texts come from derivations, where a build may have put anything. */
const clipReason = ({ kind, derivation, attribute, before, after, via }: Reason): Reason => ({
  kind,
  derivation: clipForeign(derivation),
  ...(attribute === undefined ? {} : { attribute: clipForeign(attribute) }),
  ...(before === undefined ? {} : { before: show(before, attribute) }),
  ...(after === undefined ? {} : { after: show(after, attribute) }),
  via: via.map(clipForeign),
});

const withCause = (change: PackageChange, cause: PackageCause | undefined): PackageChange => {
  if (cause?.input === undefined && cause?.reason === undefined) return change;
  return { ...change, cause: { ...cause, ...(cause.reason && { reason: clipReason(cause.reason) }) } };
};

/** One entry per reason, that of most packages first; the way to it is each package's own. */
const groupCauses = (packages: readonly PackageChange[]): readonly RebuildCause[] => {
  const groups = new Map<string, RebuildCause>();
  for (const { kind, cause, change } of packages) {
    if (kind !== "rebuilt" || cause?.reason === undefined) continue;
    const { via: _, ...reason } = cause.reason;
    const key = JSON.stringify([cause.input, reason]);
    const before = groups.get(key) ?? { ...cause, reason, packages: 0, change: 0 };
    groups.set(key, { ...before, packages: before.packages + 1, change: before.change + change });
  }
  return [...groups.values()].sort((a, b) => b.packages - a.packages || Math.abs(b.change) - Math.abs(a.change));
};

/** The comparison with what is known of why its packages changed, frozen. */
export const addCauses = (compared: Compared, causes: ReadonlyMap<PackageChange, PackageCause>): Compared => {
  const packages = compared.packages.map((change) => withCause(change, causes.get(change)));
  const rebuildCauses = groupCauses(packages);
  return deepFreeze({ ...compared, packages, ...(rebuildCauses.length === 0 ? {} : { rebuildCauses }) });
};
