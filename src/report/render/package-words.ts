import { plural } from "../../core/units.ts";
import { compareVersions } from "../../core/version.ts";
import { dependencyCount, type PackageTree } from "../fold.ts";
import type { PackageChange } from "../model.ts";
import { versionsOf } from "./versions.ts";

/** What happened to a package at a glance. */
export type Mark = "added" | "removed" | "rebuilt" | "upgraded" | "downgraded" | "changed";

export const markOf = ({ kind, baseline, current }: PackageChange): Mark => {
  if (kind !== "changed") return kind;
  const order = compareVersions(baseline.versions.at(-1) ?? "", current.versions.at(-1) ?? "");
  return order < 0 ? "upgraded" : order > 0 ? "downgraded" : "changed";
};

/** `(+14 deps)`, empty when nothing came along. */
export const dependencyWords = (tree: PackageTree): string => {
  const count = dependencyCount(tree);
  return count === 0 ? "" : `(+${plural(count, "dep")})`;
};

/** Both sides of a change: `22.9.0 → 22.11.0`, `– → 7.1`, and the version alone when it stayed. */
export const versionWords = (change: PackageChange, word: (untrusted: string) => string): string => {
  const side = (of: PackageChange["baseline"]) => (versionsOf(of) === "" ? "–" : word(versionsOf(of)));
  const [before, after] = [side(change.baseline), side(change.current)];
  return change.kind === "rebuilt" || before === after ? (after === "–" ? "" : after) : `${before} → ${after}`;
};
