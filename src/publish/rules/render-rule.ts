import { formatDate } from "./date-format.ts";
import { type Expression, renderText, type Values } from "./expressions.ts";
import { type Noted, type Rule, type RuleContext, type RuleTag, refOf, shortSha } from "./model.ts";
import { matchTag, semverTag } from "./version-rules.ts";

/** What the expressions of a rule come to in this run. */
export const valuesOf = (context: RuleContext): Values => {
  const dateOf = (moment: string | undefined) => (expression: Expression) =>
    moment === undefined ? undefined : formatDate(moment, expression.format ?? "", expression.timeZone ?? "UTC");
  return {
    branch: () => refOf(context, "heads"),
    tag: () => refOf(context, "tags"),
    sha: () => shortSha(context),
    base_ref: () => context.baseRef,
    is_default_branch: () => String(isDefaultBranch(context)),
    is_not_default_branch: () => String(!isDefaultBranch(context)),
    date: dateOf(context.now),
    commit_date: dateOf(context.commitDate),
  };
};

/** Events that are always about the last commit of the default branch, although their ref may not say so. */
const OF_DEFAULT_BRANCH = /create|discussion|issues|schedule/;

const isDefaultBranch = (context: RuleContext): boolean => {
  const branch = refOf(context, "heads");
  if (branch !== undefined && branch === context.defaultBranch) return true;
  return OF_DEFAULT_BRANCH.test(context.eventName ?? "");
};

/** The tag of a rule without prefix and suffix; none where it is about another event. */
export const renderRule = (rule: Rule, context: RuleContext, values: Values): Noted<RuleTag> => {
  switch (rule.type) {
    case "semver":
      return semverTag(rule, context, values);
    case "match":
      return matchTag(rule, context, values);
    case "schedule":
      return still(context.eventName === "schedule" ? renderText(rule.pattern, values) : undefined);
    case "edge": {
      const branch = refOf(context, "heads");
      return still(branch !== undefined && branch === (rule.branch ?? context.defaultBranch) ? "edge" : undefined);
    }
    case "raw":
      return still(renderText(rule.value, values));
    case "sha":
      return still(rule.format === "long" ? context.sha : shortSha(context));
    case "ref":
      return refTag(rule.event, context);
  }
};

const refTag = (event: "branch" | "tag" | "pr", context: RuleContext): Noted<RuleTag> => {
  switch (event) {
    case "branch":
      return still(refOf(context, "heads"));
    case "pr":
      return still(refOf(context, "pull")?.replace(/\/merge$/, ""));
    case "tag": {
      const tag = refOf(context, "tags");
      return { value: tag === undefined ? undefined : { tag, latest: true } };
    }
  }
};

/** A tag that `latest` does not follow. */
const still = (tag: string | undefined): Noted<RuleTag> => ({
  value: tag === undefined ? undefined : { tag, latest: false },
});
