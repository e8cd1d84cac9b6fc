import { getInput } from "@actions/core";
import type { ActionInputs } from "./model.ts";
import { parseActionInputs } from "./parse-action.ts";
import { type CommentInputs, parseCommentInputs } from "./parse-comment.ts";
import { type MergeInputs, parseMergeInputs } from "./parse-merge.ts";

/** The inputs that the runner put into the environment, parsed. */
export const readActionInputs = (): ActionInputs => parseActionInputs((name) => getInput(name));

/** The same for the sub-action that comments for another workflow. */
export const readCommentInputs = (): CommentInputs => parseCommentInputs((name) => getInput(name));

/** The same for the sub-action that joins images of several platforms. */
export const readMergeInputs = (): MergeInputs => parseMergeInputs((name) => getInput(name));
