import { type AdviceContext, adviseOn } from "./advice.ts";
import { cleanText } from "./clean-text.ts";
import { RegistryError } from "./errors.ts";
import { explainNetworkFailure } from "./network-advice.ts";

/** Where a request goes and what must not be told about it; every error of the client is worded through one of these. */
export interface Place {
  /** `ghcr.io/acme/api`. */
  readonly name: string;
  readonly context: AdviceContext;
  /** Values that never reach a message, also when a stranger quotes them back. */
  readonly secrets: Set<string>;
}

/** A stranger's text without our secrets, on one line. */
export function quote(place: Place, text: string): string {
  let result = text;
  for (const secret of place.secrets) result = result.replaceAll(secret, "***");
  return cleanText(result);
}

export function networkError(place: Place, action: string, error: unknown): RegistryError {
  if (error instanceof RegistryError) return error;
  const { detail, retryable, advice } = explainNetworkFailure(error);
  const message = `${place.name}: ${action} failed: ${quote(place, detail)}; ${advice}`;
  return new RegistryError("NETWORK", message, { cause: error, retryable });
}

export interface BadAnswer {
  readonly code: "BAD_ANSWER" | "DIGEST_MISMATCH" | "TOO_LARGE";
  readonly action: string;
  /** What was found and what was wanted. */
  readonly problem: string;
}

export const badAnswer = (place: Place, { code, action, problem }: BadAnswer): RegistryError =>
  new RegistryError(
    code,
    `${place.name}: ${action}: ${quote(place, problem)}; check the registry and the proxies on the way to it`,
  );

/** Advice for a refusal by the registry or its token server, as the end of a message. */
export function withAdvice(place: Place, refusal: { readonly status: number; readonly message: string }): string {
  const advice = adviseOn(refusal, place.context);
  return advice === undefined ? "" : `; ${advice}`;
}
