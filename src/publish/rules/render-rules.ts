import { renderText, type Text, type Values } from "./expressions.ts";
import type { Flavor } from "./flavor.ts";
import type { Rule, RuleContext } from "./model.ts";
import { renderRule, valuesOf } from "./render-rule.ts";

export interface RenderedRule {
  readonly rule: Rule;
  /** Text that may still have characters that no tag may have; absent when the rule is about another event. */
  readonly tag?: string;
  readonly note?: string;
  /** What is wrong with the rule in this run. */
  readonly problem?: string;
  /** True for what `latest` follows. */
  readonly latest: boolean;
}

export const renderRules = (rules: readonly Rule[], flavor: Flavor, context: RuleContext): readonly RenderedRule[] => {
  const values = valuesOf(context);
  return rules.map((rule) => {
    const enabled = renderText(rule.enable, values);
    if (enabled === "false") return { rule, latest: false };
    if (enabled !== "true") {
      return { rule, latest: false, problem: `enable= comes to ${JSON.stringify(enabled)} (wanted true or false)` };
    }
    const { value, note } = renderRule(rule, context, values);
    const noted = note === undefined ? {} : { note };
    if (value === undefined) return { rule, latest: false, ...noted };
    return { rule, tag: dress(value.tag, rule, flavor, values), latest: value.latest, ...noted };
  });
};

const dress = (tag: string, rule: Rule, flavor: Flavor, values: Values): string => {
  const of = (text: Text): string => renderText(text, values);
  return of(rule.prefix ?? flavor.prefix.text) + tag + of(rule.suffix ?? flavor.suffix.text);
};

/** `latest` when the flavor wants it; by itself it follows the first rule that has given a tag. */
export const latestOf = (
  rendered: readonly RenderedRule[],
  flavor: Flavor,
  context: RuleContext,
): string | undefined => {
  const [first] = rendered.filter(({ tag }) => tag !== undefined && tag !== "");
  if (first === undefined) return undefined;
  if (flavor.latest === "false" || (flavor.latest === "auto" && !first.latest)) return undefined;
  const values = valuesOf(context);
  const affix = ({ text, onLatest }: Flavor["prefix"]): string => (onLatest ? renderText(text, values) : "");
  return `${affix(flavor.prefix)}latest${affix(flavor.suffix)}`;
};
