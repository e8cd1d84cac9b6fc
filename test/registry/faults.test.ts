import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { startRegistry } from "../support/registry.ts";
import { type Exchange, refuse, sentAgain, startFaultProxy } from "./support/fault-proxy.ts";
import { login, open } from "./support/open.ts";

const bytes = Buffer.alloc(3 * 1024 * 1024, "a blob of three mebibytes\n");
const blob = { mediaType: "application/octet-stream", digest: sha256(bytes), size: bytes.length };
const config = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');
const configBlob = {
  mediaType: "application/vnd.oci.image.config.v1+json",
  digest: sha256(config),
  size: config.length,
};
const mediaType = "application/vnd.oci.image.manifest.v1+json";
const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config: configBlob, layers: [] }));
const isUpload = ({ request }: Exchange): boolean => request.method === "PUT" && /uploads/.test(request.url ?? "");

/** A real registry with a proxy in front, and a client that only knows the proxy. */
async function setUp(behave: (exchange: Exchange) => void) {
  const stack = new AsyncDisposableStack();
  const registry = stack.use(await startRegistry());
  let uploads = 0;
  const proxy = stack.use(
    await startFaultProxy(registry.url, (exchange) => {
      // Each attempt has its own session and so its own path: uploads are counted together.
      behave(isUpload(exchange) ? { ...exchange, before: uploads++ } : exchange);
    }),
  );
  const methods = () => proxy.seen.map(({ method }) => method).join(" ");
  return {
    registry,
    proxy,
    methods,
    ...open({ registry: proxy.host }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

test("429 is waited out for as long as Retry-After says", async () => {
  await using it = await setUp((exchange) =>
    exchange.line === "POST /v2/acme/api/blobs/uploads/" && exchange.before < 2
      ? refuse(exchange, 429, { code: "TOOMANYREQUESTS", message: "slow down" }, { "retry-after": "7" })
      : exchange.pass(),
  );
  assert.equal(await it.repository.putBlob(blob, bytes), "uploaded");
  assert.deepEqual(it.pace.slept, [7500, 7500]);
  assert.match(it.log.text(), /answered 429 \(TOOMANYREQUESTS: slow down\).*trying again in 7\.5 s \(2 of 6\)/);
});

test("bytes that are sent again are not told again, so that the sum ends at the size", async () => {
  await using it = await setUp((exchange) =>
    isUpload(exchange) && exchange.before < 2 ? refuse(exchange, 500, { code: "UNKNOWN" }) : exchange.pass(),
  );
  const sent: number[] = [];
  assert.equal(await it.repository.putBlob(blob, bytes, { onSent: (count) => sent.push(count) }), "uploaded");
  assert.equal(it.methods(), "HEAD POST PUT HEAD POST PUT HEAD POST PUT");
  assert.ok(sent.length > 10 && sent.every((count) => count > 0), String(sent));
  assert.equal(
    sent.reduce((sum, count) => sum + count, 0),
    bytes.length,
  );
});

test("a registry that stays in trouble ends with its own words and exit code 4", async () => {
  await using it = await setUp((exchange) =>
    refuse(exchange, 503, { code: "UNAVAILABLE", message: "down\u001b[31m\nfor\u2028good" }),
  );
  await assert.rejects(it.repository.putManifest({ reference: "v1", bytes: manifest, mediaType }), {
    ...{ code: "UNAVAILABLE", status: 503, exitCode: 4, detail: "UNAVAILABLE: down [31m for good" },
    message: /writing manifest v1 was answered 503 \(UNAVAILABLE: down \[31m for good\); the registry is in trouble/,
  });
  assert.equal(it.pace.slept.length, 5);
});

test("an upload that the registry files under another digest is an error", async () => {
  const other = sha256("other");
  await using it = await setUp((exchange) =>
    exchange.pass((answer) => {
      if (answer.headers["docker-content-digest"] !== undefined) answer.headers["docker-content-digest"] = other;
    }),
  );
  const mismatch = { code: "DIGEST_MISMATCH", message: new RegExp(other) };
  await assert.rejects(it.repository.putBlob(blob, bytes), mismatch);
  await it.repository.putBlob(configBlob, config).catch(() => {});
  await assert.rejects(it.repository.putManifest({ reference: "v1", bytes: manifest, mediaType }), mismatch);
  await assert.rejects(it.repository.getManifest("v1"), mismatch);
  assert.deepEqual(it.pace.slept, []);
});

test("a manifest whose bytes are not those asked for is an error", async () => {
  await using it = await setUp(({ response, request, pass }) => {
    if (request.method !== "GET") return pass();
    response.end('{"schemaVersion":2}');
  });
  await assert.rejects(it.repository.getManifest(sha256(manifest)), { code: "DIGEST_MISMATCH" });
});

test("a manifest without end is not read to its end", async () => {
  await using it = await setUp(({ response, request, pass }) => {
    if (request.method !== "GET") return pass();
    response.once("close", () => clearInterval(timer));
    const timer = setInterval(() => response.write(bytes), 1);
  });
  await assert.rejects(it.repository.getManifest("v1"), { code: "TOO_LARGE", message: /more than 8388608 bytes/ });
});

test("a blob of another size under the same digest is not taken for ours", async () => {
  await using it = await setUp(({ response, request, pass }) =>
    request.method === "HEAD" ? response.writeHead(200, { "content-length": "5" }).end() : pass(),
  );
  await assert.rejects(it.repository.putBlob(blob, bytes), {
    message: /the registry's has 5 bytes \(wanted 3145728\)/,
  });
});

test("a silent refusal of HEAD is asked again in a way that is answered with words", async () => {
  await using it = await setUp((exchange) => {
    const { request, response } = exchange;
    if (request.method === "HEAD") return void response.writeHead(403).end();
    return refuse(exchange, 403, { code: "DENIED", message: "installation not allowed to Write organization package" });
  });
  await assert.rejects(it.repository.putBlob(blob, bytes), {
    ...{ code: "DENIED", detail: "DENIED: installation not allowed to Write organization package" },
    message: /packages: write/,
  });
});

test("redirects to another origin are followed without Authorization", async () => {
  await using registry = await startRegistry();
  await using storage = await startFaultProxy(registry.url);
  const away = ({ response, request }: Exchange): unknown =>
    response.writeHead(307, { location: `${storage.url}${request.url}` }).end();
  const isBlob = ({ request, line }: Exchange) =>
    isUpload({ request } as Exchange) || /^(GET|HEAD) .*\/(blobs|manifests)\//.test(line);
  await using front = await startFaultProxy(registry.url, (exchange) => {
    const { headers } = exchange.request;
    if (headers.authorization === undefined) {
      const challenge = { "www-authenticate": 'Basic realm="front"' };
      return refuse(exchange, 401, { code: "UNAUTHORIZED" }, challenge);
    }
    return isBlob(exchange) ? away(exchange) : exchange.pass();
  });
  const { repository, log } = open({ registry: front.host, credentials: login("octo", "front-password") });
  assert.equal(await repository.putBlob(blob, bytes), "uploaded");
  assert.equal(await repository.putBlob(blob, bytes), "exists");
  assert.equal(await repository.getManifest("v1"), undefined);
  assert.equal(storage.seen.map(({ method }) => method).join(" "), "HEAD PUT HEAD GET");
  // The layer goes to the other host alone: the redirect came before its first byte.
  assert.equal(sentAgain(front, 0), 0);
  assert.equal(sentAgain(storage, bytes.length), 0);
  assert.deepEqual(
    storage.seen.filter(({ authorization }) => authorization !== undefined),
    [],
  );
  assert.ok(front.seen.some(({ authorization }) => authorization?.startsWith("Basic ")));
  assert.doesNotMatch(log.text(), /front-password|Basic |_state/);
});

test("Authorization does not come back after a detour over another origin, and strangers get no login", async () => {
  await using registry = await startRegistry();
  let front = "";
  await using detour = await startFaultProxy(registry.url, ({ response, request }) => {
    response.writeHead(307, { location: `${front}${request.url}?back` }).end();
  });
  await using home = await startFaultProxy(registry.url, (exchange) => {
    const { request, response } = exchange;
    if (request.headers.authorization === undefined) {
      return refuse(exchange, 401, { code: "UNAUTHORIZED" }, { "www-authenticate": 'Basic realm="home"' });
    }
    response.writeHead(307, { location: `${detour.url}${request.url}` }).end();
  });
  front = home.url;
  const { repository } = open({ registry: home.host, credentials: login("octo", "home-password") });
  await assert.rejects(repository.getManifest("v1"), { code: "UNAUTHORIZED" });
  assert.deepEqual(
    home.seen.map(({ authorization }) => authorization !== undefined),
    [false, true, false],
  );
  assert.deepEqual(
    detour.seen.map(({ authorization }) => authorization),
    [undefined],
  );
});

test("an upload Location or redirect away from loopback in plain http is refused", async () => {
  await using it = await setUp(({ request, response, pass }) => {
    if (request.method === "POST") return response.writeHead(202, { location: "http://example.com/upload" }).end();
    if (request.method === "GET") return response.writeHead(302, { location: "http://example.com/blob" }).end();
    return pass();
  });
  const unsafe = { code: "UNSAFE_ADDRESS", message: /sends us to http:\/\/example\.com/ };
  await assert.rejects(it.repository.putBlob(blob, bytes), unsafe);
  await assert.rejects(it.repository.getManifest("v1"), unsafe);
});

test("a realm in plain http gets no password", async () => {
  const challenge = { "www-authenticate": 'Bearer realm="http://example.com/token",service="s"' };
  await using it = await setUp((exchange) => refuse(exchange, 401, { code: "UNAUTHORIZED" }, challenge));
  const { repository } = open({ registry: it.proxy.host, credentials: login("octo", "password-1234") });
  await assert.rejects(repository.preflight(), { code: "UNSAFE_ADDRESS" });
});

test("redirects in a circle end", async () => {
  await using it = await setUp(({ request, response }) => {
    response.writeHead(307, { location: request.url ?? "/" }).end();
  });
  await assert.rejects(it.repository.getManifest("v1"), { code: "BAD_ANSWER", message: /more than 5 redirects/ });
});

test("a registry that quotes our password back does not get it printed", async () => {
  const password = "a-password-worth-hiding";
  await using it = await setUp((exchange) => {
    const { authorization } = exchange.request.headers;
    const challenge = { "www-authenticate": 'Basic realm="x"' };
    refuse(exchange, authorization === undefined ? 401 : 403, { message: `${password} ${authorization}` }, challenge);
  });
  const { repository, log } = open({ registry: it.proxy.host, credentials: login("octo", password) });
  await assert.rejects(repository.preflight(), (error: Error) => {
    const encoded = Buffer.from(`octo:${password}`).toString("base64");
    for (const text of [error.message, log.text(), JSON.stringify(error)]) {
      assert.ok(!text.includes(password) && !text.includes(encoded), text);
    }
    return true;
  });
});

test("a cut answer to a manifest request is asked for again", async () => {
  await using it = await setUp((exchange) => {
    const { request, response, before, pass } = exchange;
    if (request.method !== "GET" || before > 0) return pass();
    response.writeHead(200, { "content-length": "1000" }).write("{", () => response.destroy());
  });
  await it.repository.putBlob(configBlob, config);
  await it.repository.putManifest({ reference: "v1", bytes: manifest, mediaType });
  assert.equal((await it.repository.getManifest("v1"))?.digest, sha256(manifest));
  assert.equal(it.pace.slept.length, 1);
});
