import { EXIT, KnownError } from "../core/errors.ts";

export type GitHubErrorCode = "BAD_CONTEXT" | "API_FAILED";

/** GitHub's environment or answer is not what is documented. */
export class GitHubError extends KnownError {
  override readonly code: GitHubErrorCode;
  override readonly exitCode = EXIT.network;

  constructor(code: GitHubErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
