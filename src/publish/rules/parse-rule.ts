import { Attributes } from "./attributes.ts";
import { GLOBAL_EXPRESSIONS } from "./expressions.ts";
import { splitFields } from "./fields.ts";
import type { Rule, RuleType } from "./model.ts";

/** docker/metadata-action's order of what comes first. */
const PRIORITIES: Readonly<Record<RuleType, number>> = {
  schedule: 1000,
  semver: 900,
  match: 800,
  edge: 700,
  ref: 600,
  raw: 200,
  sha: 100,
};

/** Those that every type has. */
const COMMON = ["type", "enable", "priority", "prefix", "suffix"];

const OWN: Readonly<Record<RuleType, readonly string[]>> = {
  schedule: ["pattern"],
  semver: ["pattern", "value", "match"],
  match: ["pattern", "group", "value"],
  edge: ["branch"],
  ref: ["event"],
  raw: ["value"],
  sha: ["format"],
};

const DATES = ["date", "commit_date"];
const VERSION = ["raw", "version", "major", "minor", "patch"];

/** The rule that a line is, or what is wrong with it. */
export function parseRule(line: string): Rule | string {
  const fields = splitFields(line);
  if (fields === undefined) return "the quotes do not match";
  const attributes = new Attributes(fields);
  const type = attributes.get("type") ?? "raw";
  if (type === "pep440") {
    return "type=pep440 is not understood; write the version as type=match,pattern=v(.*),group=1, or take type=semver for tags that are semantic versions as well";
  }
  if (!isType(type)) return `type=${type} is not known (known: ${Object.keys(PRIORITIES).join(", ")})`;
  const known = [...COMMON, ...OWN[type]];
  const unknown = attributes.names().find((name) => !known.includes(name));
  if (unknown !== undefined) return `${unknown}= has no meaning for type=${type} (known: ${known.join(", ")})`;
  const rule = { ...common(attributes, line, type), ...own(attributes, type) } as Rule;
  return attributes.problem ?? rule;
}

const isType = (text: string): text is RuleType => Object.hasOwn(PRIORITIES, text);

const common = (attributes: Attributes, line: string, type: RuleType) => {
  const prefix = type === "sha" ? "sha-" : attributes.get("event") === "pr" ? "pr-" : undefined;
  return {
    line,
    enable: attributes.text("enable", GLOBAL_EXPRESSIONS, "true"),
    priority: attributes.number("priority", PRIORITIES[type]),
    ...attributes.optionalText("prefix", GLOBAL_EXPRESSIONS, prefix),
    ...attributes.optionalText("suffix", GLOBAL_EXPRESSIONS),
  };
};

const own = (attributes: Attributes, type: RuleType): object => {
  switch (type) {
    case "schedule":
      return { type, pattern: attributes.text("pattern", DATES, "nightly") };
    case "semver":
      return {
        ...{ type, pattern: attributes.text("pattern", VERSION) },
        ...attributes.optionalText("value", GLOBAL_EXPRESSIONS),
        ...attributes.optionalPattern("match"),
      };
    case "match":
      return {
        ...{ type, pattern: attributes.pattern("pattern"), group: attributes.number("group", 0) },
        ...attributes.optionalText("value", GLOBAL_EXPRESSIONS),
      };
    case "edge": {
      const branch = attributes.get("branch");
      return branch === undefined || branch === "" ? { type } : { type, branch };
    }
    case "ref":
      return { type, event: attributes.oneOf("event", ["branch", "tag", "pr"]) };
    case "raw":
      return { type, value: attributes.text("value", GLOBAL_EXPRESSIONS) };
    case "sha":
      return { type, format: attributes.oneOf("format", ["short", "long"], "short") };
  }
};
