import { formatBytes, plural } from "../../core/units.ts";
import { type Finding, type Severity, type Voice, WORDS } from "../findings/index.ts";
import type { Report } from "../model.ts";
import { withoutStore } from "../text.ts";

/** A finding whose rule this program knows, put into words. */
export interface Worded {
  readonly finding: Finding;
  readonly title: string;
  /** A sentence without a full stop. */
  readonly sentence: string;
  readonly advice: string;
  /** A whole Nix expression. */
  readonly nix: string;
}

/** How a rendering writes what comes from an image. */
type Speak = Pick<Voice, "name" | "word">;

/** Findings in words; rules of later versions are left out. */
export const wordFindings = (findings: readonly Finding[], speak: Speak): readonly Worded[] => {
  const voice: Voice = {
    name: (text) => speak.name(withoutStore(text)),
    word: speak.word,
    size: (bytes) => (bytes === undefined ? "some bytes" : formatBytes(bytes)),
  };
  return findings.flatMap((finding) => {
    const rule = WORDS.get(finding.id);
    if (rule === undefined) return [];
    return [{ finding, title: rule.title, sentence: rule.describe(finding, voice), ...rule.fix(finding) }];
  });
};

/** Where a finding of this kind is explained. */
export const pageOf = ({ id }: Finding): string =>
  `https://github.com/nix-image-action/nix-image-action/blob/main/docs/findings/${id}.md`;

export interface SortedFindings {
  /** Whether they could be compared with those of the baseline. */
  readonly isCompared: boolean;
  /** Errors and warnings that the change brought; without a comparison all of them. */
  readonly fresh: readonly Finding[];
  /** Errors and warnings that were there before. */
  readonly known: readonly Finding[];
  /** Good to know, new or not. */
  readonly notes: readonly Finding[];
  readonly resolved: readonly Finding[];
  readonly silenced: number;
}

const isNote = ({ severity }: Finding): boolean => severity === "info";

/** Findings by how much they concern a reader of the report. */
export const sortFindings = ({ findings = [], comparison }: Report): SortedFindings => {
  const heard = findings.filter(({ silenced }) => silenced !== true);
  const changed = comparison?.kind === "compared" ? comparison.findings : undefined;
  const keys = new Set(changed?.new.map(keyOf));
  const isNew = (finding: Finding): boolean => changed === undefined || keys.has(keyOf(finding));
  const serious = heard.filter((finding) => !isNote(finding));
  const heardKeys = new Set(heard.map(keyOf));
  const ofChange = (changed?.new ?? []).filter((finding) => !heardKeys.has(keyOf(finding)));
  return {
    isCompared: changed !== undefined,
    fresh: [...ofChange.filter((finding) => !isNote(finding)), ...serious.filter(isNew)],
    known: serious.filter((finding) => !isNew(finding)),
    notes: [...ofChange, ...heard].filter(isNote),
    resolved: (changed?.resolved ?? []).filter((finding) => !isNote(finding)),
    silenced: findings.length - heard.length,
  };
};

const keyOf = ({ id, subject, severity }: Finding): string => [id, subject, severity].join("\0");

export const worst = (findings: readonly Finding[]): Severity =>
  findings.some(({ severity }) => severity === "error") ? "error" : "warning";

const counted = (findings: readonly Finding[], word: string): string | undefined =>
  findings.length === 0 ? undefined : `${findings.length} ${word}`;

const bySeverity = (findings: readonly Finding[]): readonly (string | undefined)[] =>
  (["error", "warning"] as const).map((severity) => {
    const found = findings.filter((finding) => finding.severity === severity);
    return found.length === 0 ? undefined : plural(found.length, severity);
  });

/** `2 new, 1 known, 3 notes, 1 resolved`; without a comparison nothing is new: `1 error, 2 warnings, 3 notes`. */
export const countWords = (sorted: SortedFindings): string =>
  [
    ...(sorted.isCompared ? [counted(sorted.fresh, "new")] : bySeverity(sorted.fresh)),
    counted(sorted.known, "known"),
    sorted.notes.length > 0 ? plural(sorted.notes.length, "note") : undefined,
    counted(sorted.resolved, "resolved"),
    sorted.silenced > 0 ? `${sorted.silenced} silenced` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
