import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { test } from "node:test";
import { openTransport } from "../../src/registry/index.ts";
import { closeServer, listenOnLoopback } from "../support/ports.ts";
import { behindProxy } from "./support/behind-proxy.ts";
import { login, open } from "./support/open.ts";
import { assertPushed, MIB, pushSmall } from "./support/small-push.ts";

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  const url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return { server, url, [Symbol.asyncDispose]: () => closeServer(server) };
}

const large = new Blob([Buffer.alloc(2 * MIB)]);

test("a server that knows nothing of waiting is sent the body all the same", async () => {
  let received = 0;
  await using it = await serve(() => {});
  it.server.on("checkContinue", (request, response) => {
    // It says nothing, as one that has never heard of it.
    request.on("data", (chunk: Buffer) => {
      received += chunk.length;
    });
    request.on("end", () => response.writeHead(201).end());
  });
  const fetch = openTransport({ env: {} });
  assert.equal((await fetch(it.url, { method: "PUT", body: large })).status, 201);
  assert.equal(received, large.size);
  // Once is enough: the next body is sent at once.
  it.server.removeAllListeners("request").on("request", (request: IncomingMessage, response: ServerResponse) => {
    assert.equal(request.headers.expect, undefined);
    request.resume().on("end", () => response.writeHead(202).end());
  });
  assert.equal((await fetch(it.url, { method: "PUT", body: large })).status, 202);
});

test("a server that wants no waiting gets the request again without it", async () => {
  await using it = await serve((request, response) => {
    assert.equal(request.headers.expect, undefined);
    request.resume().on("end", () => response.writeHead(201).end());
  });
  it.server.on("checkContinue", (_, response) => response.writeHead(417).end());
  const answer = await openTransport({ env: {} })(it.url, { method: "PUT", body: large });
  assert.equal(answer.status, 201);
});

test("a server that is slow, but moves, is not given up", async () => {
  await using it = await serve(async (_, response) => {
    response.writeHead(200);
    for (let part = 0; part < 10; part += 1) {
      response.write("x");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    response.end();
  });
  const answer = await openTransport({ env: {}, stallMs: 1500 })(it.url);
  assert.equal(await answer.text(), "x".repeat(10));
});

test("an answer that stops in its middle is given up", async () => {
  await using it = await serve((_, response) => void response.writeHead(200).write("x"));
  const answer = await openTransport({ env: {}, stallMs: 300 })(it.url);
  await assert.rejects(answer.text(), /nothing moved for 0\.3 s/);
});

test("a reader that takes its time is no stall", async () => {
  await using it = await serve((_, response) => {
    response.writeHead(200).write("a");
    setTimeout(() => response.end("b"), 100);
  });
  const answer = await openTransport({ env: {}, stallMs: 1000 })(it.url);
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk).toString();
    await new Promise((resolve) => setTimeout(resolve, 1300));
  }
  assert.equal(text, "ab");
});

test("a body that nobody wants lets go of its connection", async () => {
  const gone = Promise.withResolvers<void>();
  await using it = await serve((_, response) => {
    response.once("close", () => gone.resolve());
    response.writeHead(200).write(Buffer.alloc(20 * MIB));
  });
  const answer = await openTransport({ env: {} })(it.url);
  await answer.body?.cancel();
  await gone.promise;
});

test("a body whose connection is cut is an error", async () => {
  await using it = await serve((_, response) => {
    response.writeHead(200, { "content-length": "10" }).write("x", () => response.destroy());
  });
  const answer = await openTransport({ env: {} })(it.url);
  await assert.rejects(answer.text());
});

test("many requests over one kept connection leave nothing on it", async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on("warning", onWarning);
  let connections = 0;
  await using it = await serve((_, response) => response.writeHead(200).end("x"));
  it.server.on("connection", () => {
    connections += 1;
  });
  const fetch = openTransport({ env: {} });
  for (let i = 0; i < 20; i += 1) assert.equal(await (await fetch(it.url)).text(), "x");
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", onWarning);
  assert.equal(connections, 1);
  assert.deepEqual(warnings, []);
});

test("a kept connection that the server has closed meanwhile is replaced", async () => {
  let served = 0;
  await using it = await serve((request, response) => {
    served += 1;
    if (served === 2) return void request.socket.destroy();
    response.end("fine");
  });
  const fetch = openTransport({ env: {} });
  assert.equal(await (await fetch(it.url)).text(), "fine");
  assert.equal(await (await fetch(it.url)).text(), "fine");
  assert.equal(served, 3);
});

for (const auth of ["none", "htpasswd", "token"] as const) {
  test(`a push through a proxy to a registry with a private authority (${auth})`, async () => {
    await using it = await behindProxy({ auth });
    const fetch = openTransport({ env: it.env, certificates: it.certificates });
    const credentials = auth === "none" ? undefined : login(it.registry.username, it.registry.password);
    const { repository, log } = open({ registry: "registry.test", credentials, fetch });
    assert.equal(await pushSmall(repository), "uploaded");
    await assertPushed({ registry: "registry.test", credentials, fetch });
    const hosts = new Set(it.proxy.lines);
    assert.deepEqual([...hosts].sort(), [
      ...(auth === "token" ? ["CONNECT auth.test:443"] : []),
      "CONNECT registry.test:443",
    ]);
    assert.equal(it.proxy.logins[0], `Basic ${Buffer.from("me:proxy-secret").toString("base64")}`);
    assert.doesNotMatch(log.text(), /proxy-secret/);
  });
}

test("an authority that nobody named is refused, with the input that names it", async () => {
  await using it = await behindProxy();
  const { repository, pace } = open({ registry: "registry.test", fetch: openTransport({ env: it.env }) });
  await assert.rejects(repository.preflight(), { code: "NETWORK", message: /self-signed certificate; .*registry-ca/ });
  assert.deepEqual(pace.slept, []);
});

test("lower-case variables count, and NO_PROXY keeps a host from the proxy", async () => {
  await using it = await behindProxy();
  const { HTTPS_PROXY: https_proxy } = it.env;
  const lower = open({ registry: "registry.test", fetch: openTransport({ ...it, env: { https_proxy } }) });
  assert.deepEqual(await lower.repository.listTags(1), []);
  const before = it.proxy.lines.length;
  const direct = openTransport({ ...it, env: { https_proxy, no_proxy: "example.com,.test" } });
  const { repository } = open({ registry: "registry.test", fetch: direct });
  await assert.rejects(repository.listTags(1), { code: "NETWORK" });
  assert.equal(it.proxy.lines.length, before);
});

test("a registry on this machine is reached without the proxy", async () => {
  await using it = await behindProxy();
  const env = { HTTP_PROXY: it.env.HTTPS_PROXY };
  const { repository } = open({ registry: it.registry.host, fetch: openTransport({ env }) });
  assert.deepEqual(await repository.listTags(1), []);
  assert.deepEqual(it.proxy.lines, []);
});

test("a proxy that refuses is told as such, without its password", async () => {
  await using it = await behindProxy();
  const { repository, log } = open({ registry: "other.test", fetch: openTransport({ env: it.env }) });
  await assert.rejects(repository.listTags(1), (error: Error) => {
    assert.match(error.message, /403 Forbidden; check HTTPS_PROXY/);
    assert.doesNotMatch(error.message + log.text(), /proxy-secret/);
    return true;
  });
});
