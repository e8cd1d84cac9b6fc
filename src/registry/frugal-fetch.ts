/** Up to here a second copy of the body does not matter. */
const SMALL_BODY = 1024 * 1024;

export interface FrugalRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Blob;
}

/**
 * The answer to a request, redirects not followed, in memory that does not grow with the body. To be able to follow a
 * redirect, fetch forks the body and so keeps all of it until the answer comes; it does not where a redirect is an error and
 * there is no window ("HTTP-network-or-cache fetch", https://fetch.spec.whatwg.org/#http-network-or-cache-fetch).
 * A large body that is redirected all the same, which hardly any registry does, is sent again the costly way.
 */
export async function frugalFetch(fetch: typeof globalThis.fetch, url: URL, request: FrugalRequest): Promise<Response> {
  if ((request.body?.size ?? 0) <= SMALL_BODY) return fetch(url, { ...request, redirect: "manual" });
  try {
    return await fetch(url, { ...request, redirect: "error", window: null });
  } catch (error) {
    if (!isRedirect(error)) throw error;
    return fetch(url, { ...request, redirect: "manual" });
  }
}

const isRedirect = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.message === "unexpected redirect";
