export { RULES, WORDS } from "./catalogue.ts";
export { compareFindings } from "./compare.ts";
export { findAll } from "./find.ts";
export type { Finding, Severity } from "./model.ts";
export type { Fix, RuleWords, Voice } from "./rule.ts";
export { parseSilence, type Silence, silence } from "./silence.ts";
export type { Publishing, Subject } from "./subject.ts";
