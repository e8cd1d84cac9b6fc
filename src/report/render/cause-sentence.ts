import { formatBytes, formatChange, plural } from "../../core/units.ts";
import type { Cause, Group } from "../cause.ts";
import type { DistributionChange, PackageChange } from "../model.ts";
import { packageLabel } from "../pairing.ts";
import { elide } from "./chain.ts";
import { versionsOf } from "./versions.ts";

/** How a rendering writes what it did not word itself. */
export interface Style {
  readonly name: (untrusted: string) => string;
  readonly word: (untrusted: string) => string;
  readonly strong: (text: string) => string;
}

/** Whether many small changes made it, so that naming one would mislead. */
const isSpread = ({ change, group }: { readonly change: number; readonly group: Group }): boolean =>
  Math.abs(group.change) > 2 * Math.abs(change);

/** "300 packages are new (+8.9 MB unpacked together), most in `x` (+1.2 MB)" */
const spread = (cause: Of<"added"> | OfKind, verb: string, name: string, style: Style): string =>
  `${plural(cause.group.count, "package")} ${verb} (${size(cause.group.change, style)} together), most in ${style.name(name)} (${formatChange(cause.change)})`;

const together = ({ count, change }: Group, what: string): string =>
  count === 1 ? "" : `; ${count === 2 ? "both" : `all ${count}`} ${what} together: ${formatChange(change)}`;

type Of<K extends Cause["kind"]> = Extract<Cause, { readonly kind: K }>;

type OfKind = Of<"changed" | "removed" | "rebuilt" | "moved">;

const size = (change: number, style: Style): string =>
  change === 0 ? "same size" : `${style.strong(formatChange(change))} unpacked`;

const withVersion = (name: string, side: PackageChange["current"], style: Style): string =>
  versionsOf(side) === "" ? style.name(name) : `${style.name(name)} ${style.word(versionsOf(side))}`;

const named = (change: PackageChange, side: "baseline" | "current", style: Style): string =>
  withVersion(packageLabel(change), change[side], style);

const added = (cause: Of<"added">, style: Style): string => {
  if (isSpread(cause)) return spread(cause, "are new", cause.name, style);
  const { chain } = cause.package;
  const dependencies =
    cause.dependencies === 0 ? "" : `, with ${plural(cause.dependencies, "new dependency", "new dependencies")}`;
  const via = chain === undefined || chain.length < 2 ? "" : `, via ${style.name(elide(chain).join(" → "))}`;
  return `${withVersion(cause.name, cause.package.current, style)} is new (${size(cause.change, style)}${dependencies})${via}${together(cause.group, "new packages")}`;
};

const removed = ({ package: top, group }: OfKind, style: Style): string =>
  group.count === 1
    ? `${named(top, "baseline", style)} is gone (${size(group.change, style)})`
    : `${named(top, "baseline", style)} and ${plural(group.count - 1, "other package")} are gone (${size(group.change, style)} together)`;

const changed = (cause: OfKind, style: Style): string => {
  const { package: top, group } = cause;
  if (isSpread(cause)) return spread(cause, "changed version", packageLabel(top), style);
  const versions = [top.baseline, top.current].map((side) => style.word(versionsOf(side) || "no version"));
  const own = `${style.name(packageLabel(top))} went from ${versions.join(" to ")} (${size(top.change, style)})`;
  return own + together(group, "version changes");
};

const rebuilt = ({ package: top, group }: OfKind, style: Style): string => {
  if (group.count === 1) return `${named(top, "current", style)} was rebuilt (${size(group.change, style)})`;
  const most = top.change === 0 ? "" : `, most in ${style.name(packageLabel(top))} (${formatChange(top.change)})`;
  return `${group.count} packages were rebuilt at the same version (${size(group.change, style)} together)${most}`;
};

const moved = ({ package: top, group }: OfKind, style: Style): string => {
  if (group.count === 1)
    return `${named(top, "current", style)} is the same store path with other bytes in the layers (${size(group.change, style)})`;
  const most = top.change === 0 ? "" : `, most in ${style.name(packageLabel(top))} (${formatChange(top.change)})`;
  return `${group.count} packages are the same store paths with other bytes in the layers (${size(group.change, style)} together)${most}`;
};

const distributionPackage = ({ kind, name, baseline, current }: DistributionChange, style: Style): string => {
  const versions = [baseline, current].map((list) => style.word(list.join(", ")));
  if (kind === "added") return `${style.name(name)} ${versions[1]} is new`;
  return kind === "removed"
    ? `${style.name(name)} ${versions[0]} is gone`
    : `${style.name(name)} went from ${versions.join(" to ")}`;
};

/** "all 88 packages of dpkg are gone, most in `perl-base` (−7.6 MB)" */
const wholeDistribution = (count: number, first: DistributionChange, style: Style): string => {
  const verb = first.kind === "added" ? "new" : "gone";
  const most = first.change === undefined ? "" : `, most in ${style.name(first.name)} (${formatChange(first.change)})`;
  return `all ${count} packages of ${first.manager} are ${verb}${most}`;
};

const root = ({ change, packages, whole }: Of<"root">, style: Style): string => {
  const grew = `files outside the Nix store ${change > 0 ? "grew" : "shrank"} by ${style.strong(formatBytes(Math.abs(change)))}`;
  const [first] = packages;
  if (first === undefined) return grew;
  if (whole !== undefined && whole > 1) return `${grew}: ${wholeDistribution(whole, first, style)}`;
  const others = packages.length - 1;
  const more = others === 0 ? "" : ` (and ${plural(others, "other package")})`;
  return `${grew}: ${distributionPackage(first, style)}${more}`;
};

const repacked = ({ newLayers, removedLayers }: Of<"repacked">): string =>
  newLayers === 0
    ? `no package changed; ${plural(removedLayers, "layer is", "layers are")} gone`
    : `no package and no size changed, yet ${plural(newLayers, "layer holds", "layers hold")} other bytes (file times, order, or content of equal size)`;

/** Fields that a sentence names. */
const FIELDS = 4;

const configuration = ({ fields }: Of<"config">, style: Style): string => {
  const named = fields.slice(0, FIELDS).map(style.name).join(", ");
  const more = fields.length > FIELDS ? ` and ${fields.length - FIELDS} more` : "";
  return `only the configuration changed (${named === "" ? "history, dates or values that are not shown" : named + more}); all layers are the same`;
};

/** The cause in words, without a full stop: "`ffmpeg` 7.1 is new (+98.1 MB unpacked, with 14 new dependencies)". */
export const causeSentence = (cause: Cause, style: Style): string => {
  switch (cause.kind) {
    case "added":
      return added(cause, style);
    case "removed":
      return removed(cause, style);
    case "changed":
      return changed(cause, style);
    case "rebuilt":
      return rebuilt(cause, style);
    case "moved":
      return moved(cause, style);
    case "root":
      return root(cause, style);
    case "repacked":
      return repacked(cause);
    case "reordered":
      return "the same layers are stacked in another way, and no size changed";
    case "config":
      return configuration(cause, style);
    case "nothing":
      return "configuration and layers are the same";
  }
};
