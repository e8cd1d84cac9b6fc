export { parseBudgets } from "./budgets.ts";
export type { PushArgs, ReportArgs } from "./from-argv.ts";
export { formatImageArg, type ImageArg, parseImageArg } from "./image-arg.ts";
export type { ActionInputs, BaselineChoice, CommentMode } from "./model.ts";
export { INPUT_NAMES, type InputName, parseActionInputs, parseBaseline } from "./parse-action.ts";
export { COMMENT_INPUT_NAMES, type CommentInputs, parseCommentInputs } from "./parse-comment.ts";
export { Problems } from "./problems.ts";
export type { DominatorsArgs, DuplicatesArgs, LsArgs, QueryArgs, TreeArgs, WhyArgs } from "./query-args.ts";
export { compression, integer, platform } from "./values.ts";
