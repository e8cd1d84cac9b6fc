import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { closeServer, listenOnLoopback } from "./ports.ts";

export interface ConnectProxy extends AsyncDisposable {
  readonly port: number;
  /** `CONNECT registry.test:443` and `GET http://…`, in order. */
  readonly lines: readonly string[];
  /** Values of Proxy-Authorization, in order. */
  readonly logins: readonly (string | undefined)[];
}

/** An HTTP proxy that leads each `host:port` to a port of this machine, and refuses what it does not know. */
export const startConnectProxy = async (ports: Readonly<Record<string, number>>): Promise<ConnectProxy> => {
  const lines: string[] = [];
  const logins: (string | undefined)[] = [];
  const open = new Set<Socket>();
  const server = createServer((request, response) => {
    lines.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket: Socket) => {
    lines.push(`CONNECT ${request.url}`);
    logins.push(request.headers["proxy-authorization"]);
    const port = ports[request.url ?? ""];
    if (port === undefined) return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [onward, socket]) open.add(end.on("error", () => {}));
  });
  const port = await listenOnLoopback(server);
  const stop = (): Promise<void> => {
    for (const socket of open) socket.destroy();
    return closeServer(server);
  };
  return { port, lines, logins, [Symbol.asyncDispose]: stop };
};
