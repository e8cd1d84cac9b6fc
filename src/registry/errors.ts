import type { Digest } from "../core/digest.ts";
import { EXIT, KnownError } from "../core/errors.ts";

export type RegistryErrorCode =
  | "UNAUTHORIZED"
  | "DENIED"
  | "NOT_FOUND"
  /** A manifest was refused since what it lists is not there. */
  | "BLOB_UNKNOWN"
  | "RATE_LIMITED"
  | "TOO_LARGE"
  | "UNAVAILABLE"
  | "REFUSED"
  | "NETWORK"
  | "UNSAFE_ADDRESS"
  | "BAD_ANSWER"
  | "DIGEST_MISMATCH"
  | "CREDENTIAL_HELPER";

export interface RegistryErrorFacts extends ErrorOptions {
  /** HTTP status, where an answer came at all. */
  readonly status?: number;
  /** What the registry said, cut and cleaned. */
  readonly detail?: string;
  /** What the registry does not have, as far as it says so. */
  readonly digests?: readonly Digest[];
  /** True when the same request may succeed a moment later. */
  readonly retryable?: boolean;
  /** How long the registry asked us to wait. */
  readonly retryAfterMs?: number;
}

/** A registry, its token server or the way there did not do what we need. */
export class RegistryError extends KnownError {
  override readonly code: RegistryErrorCode;
  override readonly exitCode = EXIT.network;
  readonly status: number | undefined;
  readonly detail: string | undefined;
  /** With `BLOB_UNKNOWN`: what the registry does not have; empty when it does not say. */
  readonly digests: readonly Digest[];
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: RegistryErrorCode, message: string, facts: RegistryErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.status = facts.status;
    this.detail = facts.detail;
    this.digests = facts.digests ?? [];
    this.retryable = facts.retryable ?? false;
    this.retryAfterMs = facts.retryAfterMs;
  }
}
