import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { request as sendRequest } from "node:http";
import { createServer } from "node:https";
import path from "node:path";
import { closeServer, listenOnLoopback } from "./ports.ts";

export interface TlsFront {
  readonly port: number;
  /** The certificate, which is its own authority, PEM. */
  readonly certificateFile: string;
  stop(): Promise<void>;
}

/** HTTPS for `hostname` in front of a plain HTTP server on loopback, as a proxy before a registry gives it. */
export const startTlsFront = async (hostname: string, upstream: string, folder: string): Promise<TlsFront> => {
  const { key, certificateFile } = makeCertificate(hostname, folder);
  const server = createServer({ key, cert: readFileSync(certificateFile) }, (request, response) => {
    const headers = { ...request.headers, "x-forwarded-proto": "https" };
    const { method, url = "/" } = request;
    const onward = sendRequest(new URL(url, upstream), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  const port = await listenOnLoopback(server);
  return { port, certificateFile, stop: () => closeServer(server) };
};

const makeCertificate = (hostname: string, folder: string) => {
  const [keyFile, certificateFile] = [path.join(folder, "tls.key"), path.join(folder, "tls.pem")];
  const subject = ["-subj", `/CN=${hostname}`, "-addext", `subjectAltName=DNS:${hostname}`];
  const out = ["-keyout", keyFile, "-out", certificateFile, "-days", "2"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, ...out], { stdio: "pipe" });
  return { key: readFileSync(keyFile), certificateFile };
};
