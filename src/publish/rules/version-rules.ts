import { type Version, versionOfTag } from "../version.ts";
import { isOnly, mentions, renderText, type Text, type Values } from "./expressions.ts";
import { type Noted, type Rule, type RuleContext, type RuleTag, refOf } from "./model.ts";

type SemverRule = Extract<Rule, { type: "semver" }>;
type MatchRule = Extract<Rule, { type: "match" }>;

/** The git tag, or what the rule has instead of it. */
const subjectOf = (value: Text | undefined, context: RuleContext, values: Values): string | undefined => {
  const given = value === undefined ? "" : renderText(value, values);
  return given === "" ? refOf(context, "tags") : given;
};

/** The tag of a semantic version. A pre-release gives itself alone, since it must not move what users of a release follow. */
export function semverTag(rule: SemverRule, context: RuleContext, values: Values): Noted<RuleTag> {
  const subject = subjectOf(rule.value, context, values);
  if (subject === undefined) return { value: undefined };
  const matched = rule.match === undefined ? subject : rule.match.exec(subject)?.[1];
  const raw = (matched ?? subject).replaceAll("/", "-");
  const version = versionOfTag(raw);
  if (version === undefined) return { value: undefined, note: `${raw} is no semantic version (https://semver.org)` };
  // As docker/metadata-action does, which goes on with the whole git tag.
  if (matched === undefined)
    return { ...versionTag(rule, raw, version), note: `match= has found nothing in ${subject}` };
  return versionTag(rule, raw, version);
}

const versionTag = (rule: SemverRule, raw: string, version: Version): Noted<RuleTag> => {
  const { release, full } = version;
  if (release !== undefined) {
    const tag = renderText(rule.pattern, constants({ raw, version: full, ...release }));
    const zero = release.major === "0" && mentions(rule.pattern, "major") && !mentions(rule.pattern, "minor");
    return {
      value: { tag, latest: true },
      ...(zero ? { note: `${tag} moves with every 0.x release, each of which may break its users` } : {}),
    };
  }
  return { value: { tag: isOnly(rule.pattern, "raw") ? raw : full, latest: false } };
};

const constants = (parts: Readonly<Record<string, string | undefined>>): Values =>
  Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, () => value]));

/** What a regular expression finds in the git tag. */
export function matchTag(rule: MatchRule, context: RuleContext, values: Values): Noted<RuleTag> {
  const subject = subjectOf(rule.value, context, values);
  if (subject === undefined) return { value: undefined };
  const found = rule.pattern.exec(subject);
  if (found === null) return { value: undefined, note: `${rule.pattern.source} does not match ${subject}` };
  const tag = found[rule.group];
  return tag === undefined
    ? { value: undefined, note: `${rule.pattern.source} has found nothing for group ${rule.group} in ${subject}` }
    : { value: { tag, latest: true } };
}
