import { EXIT, KnownError } from "../core/errors.ts";

export type TarErrorCode = "BAD_TAR" | "TRUNCATED";

/** Bytes that are said to be a tar and are none, or only its first part. */
export class TarError extends KnownError {
  override readonly code: TarErrorCode;
  override readonly exitCode = EXIT.usage;

  constructor(code: TarErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
