import { splitName } from "../../core/store-path.ts";
import type { Compared, Report } from "../model.ts";
import { packageLabel } from "../pairing.ts";
import { withoutStore } from "../text.ts";
import { findInChange } from "./find.ts";
import type { Finding } from "./model.ts";
import { type Silence, silence } from "./silence.ts";

/** What stays of a subject from one build to the next: of a name the package and its output, of a path in the store all but the hash. */
const lastingPart = (subject: string): string => {
  const [first = "", ...rest] = withoutStore(subject).split("/");
  return [packageLabel(splitName(first)), ...rest].join("/").replace(/-[0-9][^-]*$/, "");
};

/** The same finding in two reports; versions and sizes may have moved. */
const keyOf = ({ id, subject, severity }: Finding): string => [id, lastingPart(subject), severity].join("\0");

const isHeard = ({ silenced }: Finding): boolean => silenced !== true;

/** Which findings the change brought, and which it took; `undefined` where the baseline's report knows none. */
export const compareFindings = (
  baseline: Report,
  current: Report,
  silences: readonly Silence[] = [],
): Compared["findings"] => {
  if (baseline.findings === undefined || current.findings === undefined) return undefined;
  const [before, after] = [baseline.findings.filter(isHeard), current.findings.filter(isHeard)];
  // What is silenced is there all the same: neither is it resolved by that, nor is it new once it is heard again.
  const [oldKeys, newKeys] = [new Set(baseline.findings.map(keyOf)), new Set(current.findings.map(keyOf))];
  const added = after.filter((finding) => !oldKeys.has(keyOf(finding)));
  return {
    new: [...added, ...silence(findInChange(baseline, current), silences).filter(isHeard)],
    known: after.length - added.length,
    resolved: before.filter((finding) => !newKeys.has(keyOf(finding))),
  };
};
