import { splitName } from "../../core/store-path.ts";
import { plural } from "../../core/units.ts";
import type { PackageChange, RebuildCause } from "../model.ts";
import type { Style } from "./cause-sentence.ts";

type Reason = RebuildCause["reason"];

/** Attributes whose text is short and meant to be read; of others it may be anything, and is in the JSON report. */
const READABLE = ["version", "pname", "name"];

const fromTo = ({ before = "", after = "" }: Reason, { word }: Style): string =>
  `${before === "" ? "–" : word(before)} → ${after === "" ? "–" : word(after)}`;

const differenceWords = (reason: Reason, style: Style): string => {
  const { kind, attribute, before = "", after = "" } = reason;
  const as = attribute === undefined ? "" : ` ${style.name(attribute)}`;
  switch (kind) {
    case "env":
      return attribute !== undefined && READABLE.includes(attribute)
        ? `${attribute} ${fromTo(reason, style)}`
        : `changed${as}`;
    case "source":
      return attribute === "source" ? "changed source" : `changed source${as}`;
    case "fixed-output":
      return `other download${as}`;
    case "builder":
      return "other builder";
    case "args":
      return "other builder arguments";
    case "system":
      return `system ${fromTo(reason, style)}`;
    case "input-added":
      return `new input ${style.name(after)}`;
    case "input-removed":
      return `without input ${style.name(before)}`;
  }
};

/** What differs and where: "`openssl`: version 3.3.2 → 3.3.3". */
export const reasonWords = (reason: Reason, style: Style): string =>
  `${style.name(splitName(reason.derivation).pname)}: ${differenceWords(reason, style)}`;

/** The input that a cause is due to, where that is certain: "`nixpkgs` → ". */
export const originWords = ({ input }: { readonly input?: string }, { name }: Style): string =>
  input === undefined ? "" : `${name(input)} → `;

/** A new version needs no other cause: it is one. */
const isItself = ({ kind, cause }: PackageChange): boolean =>
  kind === "changed" && cause?.reason?.via.length === 1 && READABLE.includes(cause.reason.attribute ?? "");

/** What caused a change of a package; empty when nobody knows, and for a new version, which was made by nothing else. */
export const becauseWords = (change: PackageChange, style: Style): string => {
  const { reason } = change.cause ?? {};
  return reason === undefined || isItself(change)
    ? ""
    : originWords(change.cause ?? {}, style) + reasonWords(reason, style);
};

/** The same, and for a new version the input that it came with. */
export const causeWords = (change: PackageChange, style: Style): string => {
  const input = change.cause?.input;
  return becauseWords(change, style) || (input === undefined ? "" : `input ${style.name(input)}`);
};

/** The first `limit` causes of rebuilds, each with its packages: "`openssl`: changed `patches` (30 packages)". */
export const rebuildWords = (causes: readonly RebuildCause[], limit: number, style: Style): string => {
  const words = causes
    .slice(0, limit)
    .map(
      (cause) =>
        `${originWords(cause, style)}${reasonWords(cause.reason, style)} (${plural(cause.packages, "package")})`,
    );
  const more = causes.length - limit;
  return [...words, ...(more > 0 ? [plural(more, "other cause")] : [])].join("; ");
};
