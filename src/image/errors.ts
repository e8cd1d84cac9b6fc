import { EXIT, KnownError } from "../core/errors.ts";

export type ImageErrorCode =
  | "NOT_FOUND"
  | "NOT_AN_IMAGE"
  | "UNSUPPORTED"
  | "TRUNCATED"
  | "BAD_ARCHIVE"
  | "BAD_TAR"
  | "BAD_CONFIG"
  | "DIGEST_MISMATCH"
  | "SCRIPT_FAILED"
  | "NO_ENGINE"
  | "LOAD_FAILED";

/** An image that cannot be read: what it is said to be, it is not. */
export class ImageError extends KnownError {
  override readonly code: ImageErrorCode;
  override readonly exitCode = EXIT.usage;

  constructor(code: ImageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
