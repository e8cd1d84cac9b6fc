import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";
import { closeServer, listenOnLoopback } from "../../support/ports.ts";

export interface RecordedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  /** What the validating proxy held against the request; `undefined` when it let it through. */
  readonly violation: string | undefined;
}

export interface RequestRecorder {
  readonly url: string;
  /** Every answered request, oldest first. The array grows; slice it by an earlier `length` to get one run's part. */
  readonly requests: readonly RecordedRequest[];
  stop(): Promise<void>;
}

/** What a request that changes something looks like. */
export const isWrite = ({ method }: RecordedRequest): boolean => method !== "GET" && method !== "HEAD";

/**
 * A running hop in front of `upstream` that passes everything on as it is and notes what was asked and answered. A
 * request is noted before its answer leaves, so a test that has the answer also sees the note.
 */
export async function startRequestRecorder(port: number, upstream: string): Promise<RequestRecorder> {
  const requests: RecordedRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method = "", url: path = "/" } = request;
    try {
      const answer = await forward(request, new URL(path, upstream));
      const body = await readAll(answer);
      const violation = violationOf(answer, body);
      const status = isUnknownUser(request) && violation === undefined ? 403 : (answer.statusCode ?? 0);
      requests.push({ method, path, status, violation });
      if (status === 403 && isUnknownUser(request)) response.writeHead(status).end(NOT_ACCESSIBLE);
      else respond(response, answer, body);
    } catch (error) {
      requests.push({ method, path, status: 502, violation: undefined });
      response.writeHead(502).end(String(error));
    }
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(server, port)}`;
  return { url, requests, stop: () => closeServer(server) };
}

/** An installation is no user, which GitHub answers with a 403; the emulator takes it for the first user that it knows. */
const isUnknownUser = ({ url, headers }: IncomingMessage): boolean =>
  url === "/user" && /ghs_/.test(headers.authorization ?? "");

const NOT_ACCESSIBLE = JSON.stringify({ message: "Resource not accessible by integration" });

async function forward(request: IncomingMessage, target: URL): Promise<IncomingMessage> {
  const body = await readAll(request);
  const { method, headers } = request;
  return new Promise((resolve, reject) => {
    sendRequest(target, { method, headers: { ...headers, host: target.host } }, resolve)
      .on("error", reject)
      .end(body);
  });
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function respond(response: ServerResponse, answer: IncomingMessage, body: Buffer): void {
  const { "transfer-encoding": _, "content-length": __, connection: ___, ...headers } = answer.headers;
  response.writeHead(answer.statusCode ?? 502, { ...headers, "content-length": body.length });
  response.end(body);
}

/** Prism answers in problem+json (RFC 9457), which GitHub never does: `type` names the rule, `validation` the places. */
function violationOf(answer: IncomingMessage, body: Buffer): string | undefined {
  if (!answer.headers["content-type"]?.startsWith("application/problem+json")) return undefined;
  const problem = JSON.parse(body.toString()) as { type: string; validation?: readonly { message: string }[] };
  const rule = problem.type.split("#").at(-1);
  return [rule, ...(problem.validation ?? []).map(({ message }) => message)].join(": ");
}
