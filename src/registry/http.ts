import type { Log } from "../core/log.ts";
import { type RegistryAddress, resolveSafely } from "./address.ts";
import type { Authorizer } from "./auth.ts";
import { discard } from "./body.ts";
import { badAnswer, networkError, type Place } from "./place.ts";

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  /** For messages: `PUT of the manifest v1`. */
  readonly action: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A Blob can be sent again, after a 401 or a redirect. */
  readonly body?: Blob;
  /** A redirect is the answer. */
  readonly stay?: boolean;
}

export interface Answer {
  readonly response: Response;
  /** The address that answered. */
  readonly url: URL;
  /** True while no other origin than the registry's took part. */
  readonly home: boolean;
}

export interface HttpOptions {
  readonly place: Place;
  readonly address: RegistryAddress;
  readonly authorizer: Authorizer;
  readonly fetch: typeof fetch;
  readonly log: Log;
}

/** Tokens may live for seconds while a push takes minutes, so one request may need several. */
const RENEWALS = 3;
const HOPS = 5;

/** The answer to a request, whatever its status, after logging in and following redirects. The body is unread. */
export async function send(options: HttpOptions, request: HttpRequest): Promise<Answer> {
  for (let renewals = 0; ; renewals += 1) {
    const used = options.authorizer.header();
    const answer = await follow(options, request, used);
    const { response, home } = answer;
    if (response.status !== 401 || !home || renewals >= RENEWALS) return answer;
    if (!(await options.authorizer.renew(response.headers.get("www-authenticate") ?? "", used))) return answer;
    await discard(response);
  }
}

/** Once a redirect has left the registry's origin, Authorization is not sent again, not even back at the origin. */
async function follow(options: HttpOptions, request: HttpRequest, authorization: string | undefined): Promise<Answer> {
  let url = request.url;
  let home = true;
  for (let hop = 0; hop <= HOPS; hop += 1) {
    home &&= url.origin === options.address.origin;
    const response = await once(options, { ...request, url }, home ? authorization : undefined);
    const location = request.stay === true ? undefined : redirectTarget(request.method, response);
    if (location === undefined) return { response, url, home };
    await discard(response);
    url = resolveSafely(location, url, options.address);
  }
  throw badAnswer(options.place, {
    code: "BAD_ANSWER",
    action: request.action,
    problem: `more than ${HOPS} redirects`,
  });
}

async function once(options: HttpOptions, request: HttpRequest, authorization: string | undefined): Promise<Response> {
  const { place, log } = options;
  const { method, url, body } = request;
  const headers = { ...request.headers, ...(authorization === undefined ? {} : { authorization }) };
  try {
    const init = { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) } as const;
    const response = await options.fetch(url, init);
    // Without the query, in which storage services put signatures.
    log.debug(`${method} ${url.origin}${url.pathname} ${response.status}`);
    return response;
  } catch (error) {
    throw networkError(place, request.action, error);
  }
}

/** Only 307 and 308 keep method and body; a 303 after an upload would make a GET of it. */
function redirectTarget(method: HttpRequest["method"], response: Response): string | undefined {
  const reading = method === "GET" || method === "HEAD";
  const followed = reading ? [301, 302, 303, 307, 308] : [307, 308];
  return followed.includes(response.status) ? (response.headers.get("location") ?? undefined) : undefined;
}
