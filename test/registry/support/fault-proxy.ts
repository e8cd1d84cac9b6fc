import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { closeServer, listenOnLoopback } from "../../support/ports.ts";

export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly authorization: string | undefined;
  /** Bytes of the body that have come so far. */
  received: number;
}

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** `PUT /v2/acme/api/manifests/v1`, without the query. */
  readonly line: string;
  /** How many requests with this line came before. */
  readonly before: number;
  /** The request, its body let in and counted. */
  receive(): IncomingMessage;
  /** Hands the request on, and its answer back as `edit` changes it. */
  pass(edit?: (answer: IncomingMessage) => void): void;
}

export interface FaultProxy extends AsyncDisposable {
  readonly host: string;
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

/** Bytes of uploads that were sent in vain: all that came, less the blob itself. */
export const sentAgain = ({ seen }: FaultProxy, size: number): number =>
  seen.filter(({ path }) => path.includes("/uploads/")).reduce((sum, { received }) => sum + received, -size);

/** A server in front of `target` (its URL) that does to each request what `behave` says; it passes unless told. */
export async function startFaultProxy(
  target: string,
  behave: (exchange: Exchange) => void = (exchange) => exchange.pass(),
): Promise<FaultProxy> {
  const seen: SeenRequest[] = [];
  const counts = new Map<string, number>();
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = "", url = "" } = request;
    const line = `${method} ${url.split("?")[0]}`;
    const before = counts.get(line) ?? 0;
    counts.set(line, before + 1);
    const entry = { method, path: url, authorization: request.headers.authorization, received: 0 };
    seen.push(entry);
    const receive = (): IncomingMessage => {
      if (request.headers.expect !== undefined) response.writeContinue();
      return request.on("data", (chunk: Buffer) => {
        entry.received += chunk.length;
      });
    };
    const pass: Exchange["pass"] = (edit) => forward(target, { request, response, receive, edit });
    behave({ request, response, line, before, receive, pass });
  };
  // The server would let a large body come without asking anyone.
  const server = createServer(serve).on("checkContinue", serve);
  const host = `127.0.0.1:${await listenOnLoopback(server)}`;
  return { host, url: `http://${host}`, seen, [Symbol.asyncDispose]: () => closeServer(server) };
}

interface Forwarding {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly receive: () => IncomingMessage;
  readonly edit: ((answer: IncomingMessage) => void) | undefined;
}

/** The Host header stays, so that the registry's Locations lead back here. */
function forward(target: string, { request, response, receive, edit }: Forwarding): void {
  const { method, headers, url = "/" } = request;
  const onward = httpRequest(new URL(url, target), { method, headers }, (answer) => {
    edit?.(answer);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  if (headers.expect === undefined) return void receive().pipe(onward);
  onward.flushHeaders();
  onward.once("continue", () => receive().pipe(onward));
}

/** Answers with a registry's error after reading the request, so that the client is not cut off while it writes. */
export function refuse(exchange: Exchange, status: number, error: object, headers: Record<string, string> = {}): void {
  exchange.receive().on("end", () => {
    exchange.response.writeHead(status, { "content-type": "application/json", ...headers });
    exchange.response.end(JSON.stringify({ errors: [error] }));
  });
}
