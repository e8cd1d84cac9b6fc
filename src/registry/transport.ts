import http from "node:http";
import https from "node:https";
import { once } from "../core/once.ts";
import { isLoopback } from "./address.ts";
import { setAlarm } from "./alarm.ts";
import { type Exchange, exchange } from "./exchange.ts";
import { createTrust } from "./trust.ts";

export interface TransportOptions {
  /** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read, in either case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Certificates, PEM, that are trusted beside those of Node and of the system. */
  readonly certificates?: readonly string[];
  /** A connection on which nothing moves for so many milliseconds is given up. */
  readonly stallMs?: number;
  /** A server that has everything may think for so many milliseconds: it may have to hash gigabytes. */
  readonly answerMs?: number;
}

const STALL_MS = 60_000;
const ANSWER_MS = 300_000;

/**
 * A `fetch` for registries: it goes through the environment's proxies, trusts private authorities, gives up on what
 * stalls, keeps memory small however large a body is, and hears an answer that comes before the body is read. Redirects
 * are never followed. It takes the bodies that registries are sent, a Blob or form data, and no `Request`.
 */
export function openTransport(options: TransportOptions): typeof fetch {
  const agents = openAgents(options);
  const limits = { stallMs: options.stallMs ?? STALL_MS, answerMs: options.answerMs ?? ANSWER_MS };
  const silent = new Set<string>();
  return async (input, init = {}) => {
    const url = new URL(input instanceof URL ? input : String(input));
    const headers = Object.fromEntries(new Headers(init.headers));
    const body = bodyOf(init.body);
    const agent = agents(url);
    const request: Exchange = {
      ...{ url, agent, silent, method: init.method ?? "GET", limits, signal: init.signal ?? undefined },
      headers: { ...body?.headers, ...headers },
      body: body?.blob,
    };
    return responseOf(await exchange(request), request);
  };
}

interface Body {
  readonly blob: Blob;
  readonly headers: Readonly<Record<string, string>>;
}

function bodyOf(body: RequestInit["body"]): Body | undefined {
  if (body === undefined || body === null) return undefined;
  if (body instanceof Blob) return { blob: body, headers: {} };
  if (!(body instanceof URLSearchParams)) throw new TypeError("a registry is sent bytes or form data");
  return { blob: new Blob([body.toString()]), headers: { "content-type": "application/x-www-form-urlencoded" } };
}

/** Connections are kept and used again, also those through a proxy. A server on this machine needs no proxy. */
function openAgents({ env, certificates = [] }: TransportOptions): (url: URL) => http.Agent {
  const proxyEnv = { ...env };
  const trust = once(() => createTrust(certificates));
  const agents = {
    "http:": [
      once(() => new http.Agent({ keepAlive: true })),
      once(() => new http.Agent({ keepAlive: true, proxyEnv })),
    ],
    "https:": [
      once(() => new https.Agent({ keepAlive: true, ...trust() })),
      once(() => new https.Agent({ keepAlive: true, ...trust(), proxyEnv })),
    ],
  } as const;
  return ({ protocol, hostname }) => {
    const [direct, proxied] = agents[protocol === "https:" ? "https:" : "http:"];
    return isLoopback(hostname) ? direct() : proxied();
  };
}

/** Answers that have no body by definition, which `Response` insists on. */
const WITHOUT_BODY = [204, 205, 304];

function responseOf(answer: http.IncomingMessage, { method, limits }: Exchange): Response {
  const status = answer.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const empty = method === "HEAD" || WITHOUT_BODY.includes(status) || headers.get("content-length") === "0";
  if (empty) answer.resume();
  return new Response(empty ? null : bodyStream(answer, limits.stallMs), { status, headers });
}

/** Nothing is read before it is asked for, and a body that nobody wants lets go of its connection. */
function bodyStream(answer: http.IncomingMessage, stallMs: number): ReadableStream<Uint8Array> {
  const chunks = chunksOf(answer, stallMs);
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const { done, value } = await chunks.next();
    if (done === true) controller.close();
    else controller.enqueue(value);
  };
  return new ReadableStream({ pull, cancel: () => void answer.destroy() }, { highWaterMark: 0 });
}

/** The time that the reader takes does not count as a stall. */
async function* chunksOf(answer: http.IncomingMessage, stallMs: number): AsyncGenerator<Buffer, undefined> {
  const alarm = setAlarm(stallMs, (error) => answer.destroy(error));
  try {
    for await (const chunk of answer) {
      alarm.off();
      yield chunk;
      alarm.again();
    }
  } finally {
    alarm.off();
  }
  return undefined;
}
