import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { closeServer, listenOnLoopback } from "../../support/ports.ts";

export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** `PUT /v2/acme/api/manifests/v1`, without the query. */
  readonly line: string;
  /** How many requests with this line came before. */
  readonly before: number;
  /** Hands the request on, and its answer back as `edit` changes it. */
  pass(edit?: (answer: IncomingMessage) => void): void;
}

export interface FaultProxy extends AsyncDisposable {
  readonly host: string;
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

/** A server in front of `target` (its URL) that does to each request what `behave` says; it passes unless told. */
export async function startFaultProxy(
  target: string,
  behave: (exchange: Exchange) => void = (exchange) => exchange.pass(),
): Promise<FaultProxy> {
  const seen: SeenRequest[] = [];
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    const line = `${method} ${url.split("?")[0]}`;
    const before = counts.get(line) ?? 0;
    counts.set(line, before + 1);
    seen.push({ method, path: url, authorization: request.headers.authorization });
    behave({ request, response, line, before, pass: (edit) => forward(target, { request, response, edit }) });
  });
  const host = `127.0.0.1:${await listenOnLoopback(server)}`;
  return { host, url: `http://${host}`, seen, [Symbol.asyncDispose]: () => closeServer(server) };
}

interface Forwarding {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly edit: ((answer: IncomingMessage) => void) | undefined;
}

/** The Host header stays, so that the registry's Locations lead back here. */
function forward(target: string, { request, response, edit }: Forwarding): void {
  const { method, headers, url = "/" } = request;
  const onward = httpRequest(new URL(url, target), { method, headers }, (answer) => {
    edit?.(answer);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}

/** Answers with a registry's error after reading the request, so that the client is not cut off while it writes. */
export function refuse(exchange: Exchange, status: number, error: object, headers: Record<string, string> = {}): void {
  exchange.request.resume().on("end", () => {
    exchange.response.writeHead(status, { "content-type": "application/json", ...headers });
    exchange.response.end(JSON.stringify({ errors: [error] }));
  });
}
