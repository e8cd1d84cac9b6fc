import { type Challenge, lacksScope, parseChallenges } from "./challenge.ts";
import { basicHeader, type Secret } from "./credentials.ts";

/** The `Authorization` value of one repository, kept until the registry refuses it. */
export interface Authorizer {
  header(): string | undefined;
  /**
   * Gets another value after `used` was refused with `wwwAuthenticate`. False when that would not help. Requests that
   * are refused at the same time share one renewal.
   */
  renew(wwwAuthenticate: string, used: string | undefined): Promise<boolean>;
}

export interface AuthorizerOptions {
  readonly secret: Secret | undefined;
  /** `Authorization` value with a fresh token. */
  readonly fetchToken: (bearer: Challenge) => Promise<string>;
}

export function createAuthorizer({ secret, fetchToken }: AuthorizerOptions): Authorizer {
  let current: string | undefined;
  let pending: Promise<string> | undefined;
  const renewBy = async (bearer: Challenge): Promise<boolean> => {
    pending ??= fetchToken(bearer).finally(() => {
      pending = undefined;
    });
    current = await pending;
    return true;
  };
  return {
    header: () => current,
    renew: async (wwwAuthenticate, used) => {
      if (current !== used) return true;
      const challenges = parseChallenges(wwwAuthenticate);
      const bearer = challenges.find(({ scheme }) => scheme === "bearer");
      if (bearer !== undefined) return used !== undefined && lacksScope(wwwAuthenticate) ? false : renewBy(bearer);
      const offered = challenges.some(({ scheme }) => scheme === "basic");
      if (!offered || used !== undefined || secret?.kind !== "password") return false;
      current = basicHeader(secret.username, secret.password);
      return true;
    },
  };
}
