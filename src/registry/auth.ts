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
  /** The next request asks for another token, since more has to be allowed. A password stays what it is. */
  forgetToken(): void;
}

export interface AuthorizerOptions {
  readonly secret: Secret | undefined;
  /** `Authorization` value with a fresh token. */
  readonly fetchToken: (bearer: Challenge) => Promise<string>;
}

export function createAuthorizer({ secret, fetchToken }: AuthorizerOptions): Authorizer {
  let current: string | undefined;
  let pending: Promise<string> | undefined;
  const ask = (bearer: Challenge): Promise<string> => {
    const asking = fetchToken(bearer).finally(() => {
      if (pending === asking) pending = undefined;
    });
    return asking;
  };
  let forgotten = 0;
  const renewBy = async (bearer: Challenge): Promise<boolean> => {
    pending ??= ask(bearer);
    const before = forgotten;
    const token = await pending;
    // A token that was asked for before it was known that more is needed allows too little.
    if (before === forgotten) current = token;
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
    forgetToken: () => {
      forgotten += 1;
      pending = undefined;
      if (current?.startsWith("Bearer ")) current = undefined;
    },
  };
}
