import { EXIT, KnownError } from "../core/errors.ts";

export type GitHubErrorCode = "BAD_CONTEXT" | "BAD_ANSWER";

/** The environment is not that of a workflow run, or what answers is not GitHub's API. */
export class GitHubError extends KnownError {
  override readonly code: GitHubErrorCode;
  override readonly exitCode = EXIT.network;

  constructor(code: GitHubErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
