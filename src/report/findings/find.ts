import { compareText } from "../../core/compare-text.ts";
import { defined } from "../../core/defined.ts";
import type { Report } from "../model.ts";
import { clip, clipSome } from "../text.ts";
import { CHANGE_RULES, RULES } from "./catalogue.ts";
import type { Evidence, Finding, Severity } from "./model.ts";
import type { Draft, RuleWords } from "./rule.ts";
import type { Subject } from "./subject.ts";

/** Evidence that a report keeps of each finding. */
const ITEMS = 20;
/** A made-up image may have one finding for each path. */
const FINDINGS = 200;

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Worst first, then what is worth most. */
const byWeight = (a: Finding, b: Finding): number =>
  RANK[a.severity] - RANK[b.severity] ||
  (b.bytes ?? 0) - (a.bytes ?? 0) ||
  compareText(a.id, b.id) ||
  compareText(a.subject, b.subject);

/** Everything that is wrong with an image, or worth knowing. */
export const findAll = (subject: Subject): readonly Finding[] =>
  finish(RULES.flatMap((rule) => rule.detect(subject).map((draft) => fill(rule, draft))));

/** What only the comparison shows. */
export const findInChange = (baseline: Report, current: Report): readonly Finding[] =>
  finish(CHANGE_RULES.flatMap((rule) => rule.detect(baseline, current).map((draft) => fill(rule, draft))));

const finish = (findings: readonly Finding[]): readonly Finding[] => findings.toSorted(byWeight).slice(0, FINDINGS);

const clipAll = ({ path, bytes, name, note }: Evidence): Evidence =>
  defined({ path, name: clip(name), bytes, note: clipSome(note) });

const fill = ({ id, severity }: RuleWords, { items = [], chain, ...draft }: Draft): Finding =>
  defined({
    id,
    severity: draft.severity ?? severity,
    subject: clip(draft.subject),
    bytes: draft.bytes,
    by: clipSome(draft.by),
    value: clipSome(draft.value),
    items: items.slice(0, ITEMS).map(clipAll),
    count: draft.count ?? (items.length > ITEMS ? items.length : undefined),
    chain: chain?.map(clip),
    file: clipSome(draft.file),
  });
