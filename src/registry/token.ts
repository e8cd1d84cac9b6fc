import * as v from "valibot";
import { parseJson } from "../core/json.ts";
import { type RegistryAddress, resolveSafely } from "./address.ts";
import { discard, readBytes } from "./body.ts";
import type { Challenge } from "./challenge.ts";
import { basicHeader, type Secret } from "./credentials.ts";
import { RegistryError } from "./errors.ts";
import { badAnswer, networkError, type Place } from "./place.ts";
import { refusalError } from "./refusal.ts";
import type { Scopes } from "./scopes.ts";

/** https://distribution.github.io/distribution/spec/auth/token/; older servers say `token`, OAuth 2 `access_token`. */
const schema = v.object({ token: v.nullish(v.string()), access_token: v.nullish(v.string()) });

const BODY_LIMIT = 1024 * 1024;
const ACTION = "asking the token server for a token";

export interface TokenOptions {
  readonly place: Place;
  readonly address: RegistryAddress;
  readonly fetch: typeof fetch;
  readonly secret: Secret | undefined;
  readonly scopes: Scopes;
  readonly now: () => number;
}

/** `Authorization` value with a token that the challenge's server issued; an anonymous one without a secret. */
export async function fetchToken(options: TokenOptions, bearer: Challenge): Promise<string> {
  try {
    return await fetchWithScopes(options, bearer);
  } catch (error) {
    // Being allowed to mount is worth a try, and never in the way of what is needed.
    if (!(error instanceof RegistryError) || error.status === undefined || error.retryable) throw error;
    if (!options.scopes.narrow()) throw error;
    return fetchWithScopes(options, bearer);
  }
}

async function fetchWithScopes(options: TokenOptions, bearer: Challenge): Promise<string> {
  const { place } = options;
  const response = await ask(options, bearer);
  if (response.status !== 200) {
    throw await refusalError({ place, response, action: ACTION, home: true, now: options.now() });
  }
  const bytes = await readBytes(response, BODY_LIMIT).catch((error: unknown) => {
    throw networkError(place, ACTION, error);
  });
  const answer = parseJson(schema, Buffer.from(bytes ?? []).toString());
  const token = answer.kind === "ok" ? (answer.value.token ?? answer.value.access_token) : undefined;
  if (!token || !/^[\x21-\x7e]+$/.test(token)) {
    throw badAnswer(place, { code: "BAD_ANSWER", action: ACTION, problem: "the answer holds no token" });
  }
  place.secrets.add(token);
  return `Bearer ${token}`;
}

async function ask(options: TokenOptions, bearer: Challenge): Promise<Response> {
  const { place, address, secret } = options;
  const scopes = options.scopes.all();
  const realm = resolveSafely(bearer.params.get("realm") ?? "", undefined, address);
  const service = bearer.params.get("service");
  const query = service === undefined ? [] : [["service", service] as const];
  const request =
    secret?.kind === "identity-token"
      ? { url: realm, init: refreshGrant(secret.token, [...query, ["scope", scopes.join(" ")]]) }
      : { url: withQuery(realm, [...query, ...scopes.map(scopeParameter)]), init: passwordGrant(secret) };
  const response = await options.fetch(request.url, { ...request.init, redirect: "manual" }).catch((error: unknown) => {
    throw networkError(place, ACTION, error);
  });
  if (response.status < 300 || response.status >= 400) return response;
  await discard(response);
  throw badAnswer(place, { code: "BAD_ANSWER", action: ACTION, problem: "it sends us elsewhere (wanted a token)" });
}

type Query = readonly (readonly [key: string, value: string])[];

const scopeParameter = (scope: string) => ["scope", scope] as const;

function withQuery(realm: URL, query: Query): URL {
  const url = new URL(realm);
  for (const [key, value] of query) url.searchParams.append(key, value);
  return url;
}

const passwordGrant = (secret: Secret | undefined): RequestInit =>
  secret?.kind === "password" ? { headers: { authorization: basicHeader(secret.username, secret.password) } } : {};

/** https://distribution.github.io/distribution/spec/auth/oauth/ */
const refreshGrant = (token: string, query: Query): RequestInit => {
  const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: token, client_id: "nix-image" });
  for (const [key, value] of query) body.append(key, value);
  return { method: "POST", body };
};
