export { type Flavor, parseFlavor } from "./flavor.ts";
export type { Rule, RuleContext } from "./model.ts";
export { parseRule } from "./parse-rule.ts";
export { latestOf, renderRules } from "./render-rules.ts";
