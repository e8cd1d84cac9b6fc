import { Problems } from "./problems.ts";
import { oneOf, optional } from "./values.ts";

/** Names of the inputs as in comment/action.yml. */
export const COMMENT_INPUT_NAMES = ["report", "comment", "github-token"] as const;

export type CommentInputName = (typeof COMMENT_INPUT_NAMES)[number];

/** Every input of the sub-action that comments for another workflow. */
export interface CommentInputs {
  /** A report file, or a folder of downloaded artifacts. */
  readonly report: string;
  readonly comment: "changes" | "always";
  readonly githubToken: string;
}

/** Parses all inputs; InputError BAD_INPUT lists every problem that was found. */
export const parseCommentInputs = (get: (name: CommentInputName) => string): CommentInputs => {
  const problems = new Problems();
  const [report = "", githubToken = ""] = [optional(get("report")), optional(get("github-token"))];
  if (report === "") problems.add("report is empty; expected the folder that actions/download-artifact wrote to");
  if (githubToken === "") problems.add("github-token is empty; expected a token that may write to pull requests");
  const comment = oneOf("comment", get("comment"), ["changes", "always"], problems);
  problems.throwAny();
  return { report, comment, githubToken };
};
