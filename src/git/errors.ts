import { EXIT, KnownError } from "../core/errors.ts";

export type GitErrorCode =
  | "NOT_OWNED"
  /** No such revision in this clone. */
  | "UNKNOWN_REVISION"
  | "GIT_FAILED";

/** Git refused, or does not have what was asked for. */
export class GitError extends KnownError {
  override readonly code: GitErrorCode;
  override readonly exitCode = EXIT.usage;

  constructor(code: GitErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
