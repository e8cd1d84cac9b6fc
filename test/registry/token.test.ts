import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { startRegistry } from "../support/registry.ts";
import { refuse, startFaultProxy } from "./support/fault-proxy.ts";
import { login, open } from "./support/open.ts";

/** A token registry behind a proxy that calls the first `refusals` tokens expired. */
async function pushWithExpiringTokens(refusals: number) {
  await using registry = await startRegistry({ auth: "token" });
  const { realm = "", service = "" } = registry.tokens ?? {};
  const challenge = `Bearer realm="${realm}",service="${service}",error="invalid_token"`;
  let refused = 0;
  await using proxy = await startFaultProxy(registry.url, (exchange) => {
    if (exchange.request.headers.authorization === undefined || refused >= refusals) return exchange.pass();
    refused += 1;
    return refuse(exchange, 401, { code: "UNAUTHORIZED" }, { "www-authenticate": challenge });
  });
  const { repository } = open({ registry: proxy.host, credentials: login(registry.username, registry.password) });
  const outcome = await repository.getManifest("v1").then(
    () => "fine",
    (error: { code: string }) => error.code,
  );
  return { outcome, tokens: registry.tokens?.requests.length };
}

test("a token that expires is renewed", async () => {
  assert.deepEqual(await pushWithExpiringTokens(2), { outcome: "fine", tokens: 3 });
});

test("a registry that accepts no token at all ends after three renewals", async () => {
  assert.deepEqual(await pushWithExpiringTokens(100), { outcome: "UNAUTHORIZED", tokens: 3 });
});

test("an identity token is traded by POST and stands in no URL", async () => {
  const bodies: string[] = [];
  let url = "";
  await using server = await startFaultProxy("http://127.0.0.1:9", async ({ request, response }) => {
    if (request.url === "/token") {
      bodies.push(`${request.method} ${await text(request)}`);
      return void response.end(JSON.stringify({ access_token: "issued-token" }));
    }
    if (request.headers.authorization === "Bearer issued-token") return void response.writeHead(404).end();
    const challenge = `Bearer realm="${url}/token",service="the service"`;
    return void response.writeHead(401, { "www-authenticate": challenge }).end();
  });
  url = server.url;
  const source = { kind: "docker-config", file: "config.json", key: "x" } as const;
  const credentials = { secret: { kind: "identity-token", token: "refresh-token" }, source } as const;
  const { repository, log } = open({ registry: server.host, credentials });
  assert.equal(await repository.getManifest("v1"), undefined);
  const scope = "repository%3Aacme%2Fapi%3Apull%2Cpush";
  assert.deepEqual(bodies, [
    `POST grant_type=refresh_token&refresh_token=refresh-token&client_id=nix-image&service=the+service&scope=${scope}`,
  ]);
  assert.doesNotMatch(log.text() + server.seen.map(({ path }) => path).join(), /refresh-token|issued-token/);
});

test("a token server that answers something else is a bad answer, and one in trouble is asked again", async () => {
  let answer = (response: import("node:http").ServerResponse): void => void response.end("<html>");
  let url = "";
  await using server = await startFaultProxy("http://127.0.0.1:9", ({ request, response }) => {
    if (request.url?.startsWith("/token")) return answer(response);
    return void response.writeHead(401, { "www-authenticate": `Bearer realm="${url}/token"` }).end();
  });
  url = server.url;
  const { repository, pace } = open({ registry: server.host });
  await assert.rejects(repository.getManifest("v1"), { code: "BAD_ANSWER", message: /the answer holds no token/ });
  assert.deepEqual(pace.slept, []);
  answer = (response) => void response.end('{"token":"a\\r\\nX-Evil: 1"}');
  await assert.rejects(repository.getManifest("v1"), { code: "BAD_ANSWER" });
  answer = (response) => void response.writeHead(302, { location: "/elsewhere" }).end();
  await assert.rejects(repository.getManifest("v1"), { message: /sends us elsewhere/ });
  answer = (response) => void response.writeHead(503).end();
  await assert.rejects(repository.getManifest("v1"), { code: "UNAVAILABLE" });
  assert.equal(pace.slept.length, 5);
});
