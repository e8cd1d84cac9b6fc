import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { explainNetworkFailure } from "../../src/registry/network-advice.ts";
import { closeServer, freePort, listenOnLoopback } from "../support/ports.ts";

/** What is made of the failure of a real request. */
const explain = async (url: string) =>
  fetch(url).then(
    () => assert.fail("the request should fail"),
    (error: unknown) => explainNetworkFailure(error),
  );

function selfSigned(): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), "cert-"));
  const [key, cert] = [join(folder, "key"), join(folder, "cert")];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"];
  execFileSync("openssl", [...request, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
}

test("an unknown certificate authority is named as such and not tried again", async () => {
  const server = createHttps(selfSigned());
  const port = await listenOnLoopback(server);
  const failure = await explain(`https://127.0.0.1:${port}/`);
  await closeServer(server);
  assert.equal(failure.retryable, false);
  assert.match(failure.detail, /self-signed certificate/);
  assert.match(failure.advice, /registry-ca/);
});

test("a certificate that is outdated or another host's is not a matter of authorities", () => {
  const advice = (code: string) => explainNetworkFailure(Object.assign(new Error("no"), { code })).advice;
  assert.match(advice("CERT_HAS_EXPIRED"), /renew the registry's certificate/);
  assert.match(advice("ERR_TLS_CERT_ALTNAME_INVALID"), /another host's; check the name/);
});

test("a server that speaks plain http where https was wanted is recognised", async () => {
  const server = createHttp();
  const port = await listenOnLoopback(server);
  const failure = await explain(`https://127.0.0.1:${port}/`);
  await closeServer(server);
  assert.equal(failure.retryable, false);
  assert.match(failure.advice, /plain HTTP/);
});

test("a closed port may be open a moment later", async () => {
  const failure = await explain(`http://127.0.0.1:${await freePort()}/`);
  assert.equal(failure.retryable, true);
  assert.match(failure.detail, /ECONNREFUSED/);
});
