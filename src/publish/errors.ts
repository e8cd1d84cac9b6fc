import { EXIT, KnownError } from "../core/errors.ts";

export type PublishErrorCode =
  | "LAYER_NOT_PACKED"
  | "UNFIT_MEDIA_TYPE"
  | "CONFIG_MISMATCH"
  | "BLOB_CHANGED"
  | "BAD_LAYOUT"
  | "LAYOUT_FAILED"
  | "TAG_CONTENDED"
  | "DOCUMENT_CHANGED"
  | "BAD_MEMBER"
  | "SAME_PLATFORM"
  | "NOT_CONFIRMED";

/** An image, or the folder it goes to, is not in a state in which it can be published. */
export class PublishError extends KnownError {
  override readonly code: PublishErrorCode;
  override readonly exitCode = EXIT.usage;

  constructor(code: PublishErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
