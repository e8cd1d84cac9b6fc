import { EXIT, KnownError } from "../core/errors.ts";
import { redact } from "../core/redact.ts";

export type NixErrorCode =
  | "NO_NIX"
  | "FEATURES_DISABLED"
  | "STORE_UNREACHABLE"
  | "NOT_OWNED"
  | "UNTRACKED_FILE"
  | "LOCK_OUTDATED"
  | "REVISION_MISSING"
  | "SHALLOW_CLONE"
  | "ATTRIBUTE_MISSING"
  | "NOT_A_FLAKE"
  | "NOT_FOUND"
  | "NOT_A_DERIVATION"
  | "EVAL_FAILED"
  | "HASH_MISMATCH"
  | "PLATFORM_MISMATCH"
  | "SYSTEM_FEATURE_MISSING"
  | "TIMEOUT"
  | "INTERRUPTED"
  | "DISK_FULL"
  | "DOWNLOAD_FAILED"
  | "BUILD_FAILED"
  | "BAD_ARGUMENT"
  | "UNEXPECTED_OUTPUT"
  /** Nix failed in words that no rule knows. */
  | "NIX_FAILED";

export interface NixErrorDetails extends ErrorOptions {
  /** Arguments after `nix`, credentials removed. */
  readonly argv?: readonly string[];
  readonly status?: number;
  /** Last lines of standard error, oldest first, credentials removed. */
  readonly stderr?: readonly string[];
}

/** Nix is not there, could not evaluate or build, or said something that we do not understand. */
export class NixError extends KnownError {
  override readonly code: NixErrorCode;
  override readonly exitCode = EXIT.nix;
  readonly argv: readonly string[];
  readonly status: number | undefined;
  readonly stderr: readonly string[];

  constructor(code: NixErrorCode, message: string, details: NixErrorDetails = {}) {
    super(message, details);
    this.code = code;
    this.argv = maskArguments(details.argv ?? []);
    this.status = details.status;
    this.stderr = (details.stderr ?? []).map(redact);
  }
}

/** Arguments without credentials: those in URLs, and the value that follows `access-tokens`, of whatever host's format. */
const maskArguments = (args: readonly string[]): readonly string[] =>
  args.map((arg, index) => (/access-tokens$/.test(args[index - 1] ?? "") ? "***" : redact(arg)));
