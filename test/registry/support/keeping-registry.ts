import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { sha256 } from "../../../src/core/hash.ts";
import { closeServer, listenOnLoopback } from "../../support/ports.ts";

export interface KeepingRegistry extends AsyncDisposable {
  readonly host: string;
  /** `PUT 0+10485760`: method, where the bytes were put, and how many came. */
  readonly writes: readonly string[];
  readonly methods: () => string;
  /** Blobs that are stored, by digest. */
  readonly blobs: ReadonlyMap<string, Buffer>;
  /** Cuts the connection of the next write after so many bytes. */
  cutAfter(bytes: number): void;
}

export interface Keeping {
  /** What it says that it has kept of so many bytes; the truth unless it is given. */
  readonly tells?: (kept: number) => number;
  /** Larger requests are answered 413. */
  readonly most?: number;
  /** OCI-Chunk-Min-Length. */
  readonly least?: number;
}

/**
 * The uploads of a registry that keeps what has come of one that was cut, as the specification foresees and the real one
 * that tests run does not. https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-in-chunks
 */
export async function startKeepingRegistry({
  tells = (kept) => kept,
  most,
  least,
}: Keeping = {}): Promise<KeepingRegistry> {
  const uploads = new Map<string, Buffer>();
  const blobs = new Map<string, Buffer>();
  const [writes, methods]: [string[], string[]] = [[], []];
  let cut: number | undefined;
  let serial = 0;

  const place = (id: string) => ({ location: `/v2/acme/api/blobs/uploads/${id}` });
  const range = (id: string) => ({ range: `0-${Math.max(0, (uploads.get(id)?.length ?? 0) - 1)}` });

  /** Takes what comes; false when the connection was cut. */
  const take = async (request: IncomingMessage, id: string): Promise<boolean> => {
    const before = uploads.get(id) ?? Buffer.alloc(0);
    const chunks: Buffer[] = [];
    let size = 0;
    const keep = (): void => {
      uploads.set(id, Buffer.concat([before, ...chunks]));
      if (size > 0) writes.push(`${request.method} ${before.length}+${size}`);
    };
    for await (const chunk of request) {
      const room = (cut ?? Number.POSITIVE_INFINITY) - size;
      chunks.push(chunk.subarray(0, room));
      size += Math.min(chunk.length, room);
      if (chunk.length < room) continue;
      cut = undefined;
      keep();
      request.destroy();
      return false;
    }
    keep();
    return true;
  };

  const write = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<unknown> => {
    const id = url.pathname.split("/").at(-1) ?? "";
    const kept = uploads.get(id);
    if (kept === undefined) return response.writeHead(404).end();
    if (Number(request.headers["content-length"] ?? 0) > (most ?? Number.POSITIVE_INFINITY))
      return response.writeHead(413).end();
    const start = /^(\d+)-\d+$/.exec(request.headers["content-range"] ?? "")?.[1];
    if (start !== undefined && Number(start) !== kept.length) return response.writeHead(416, range(id)).end();
    if (request.headers.expect !== undefined) response.writeContinue();
    if (!(await take(request, id))) return undefined;
    if (request.method === "PATCH") return response.writeHead(202, { ...place(id), ...range(id) }).end();
    const bytes = uploads.get(id) ?? Buffer.alloc(0);
    if (sha256(bytes) !== url.searchParams.get("digest"))
      return response.writeHead(400).end('{"errors":[{"code":"DIGEST_INVALID"}]}');
    blobs.set(sha256(bytes), bytes);
    return response.writeHead(201).end();
  };

  const serve = (request: IncomingMessage, response: ServerResponse): unknown => {
    methods.push(request.method ?? "");
    const url = new URL(request.url ?? "/", "http://localhost");
    const last = url.pathname.split("/").at(-1) ?? "";
    switch (request.method) {
      case "HEAD": {
        const blob = blobs.get(last);
        return response.writeHead(blob === undefined ? 404 : 200, { "content-length": blob?.length ?? 0 }).end();
      }
      case "POST": {
        uploads.set(String(++serial), Buffer.alloc(0));
        const chunk = least === undefined ? {} : { "oci-chunk-min-length": least };
        return response.writeHead(202, { ...place(String(serial)), ...chunk }).end();
      }
      case "GET": {
        const kept = uploads.get(last);
        if (kept === undefined) return response.writeHead(404).end();
        return response.writeHead(204, { ...place(last), range: `0-${Math.max(0, tells(kept.length) - 1)}` }).end();
      }
      default:
        return write(request, response, url).catch(() => response.destroy());
    }
  };
  const server = createServer(serve).on("checkContinue", serve);
  const host = `127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    ...{ host, writes, blobs, methods: () => methods.join(" ") },
    cutAfter: (bytes) => {
      cut = bytes;
    },
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}
