import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { openTransport } from "../../src/registry/index.ts";
import { startRegistry } from "../support/registry.ts";
import { type Exchange, refuse, sentAgain, startFaultProxy } from "./support/fault-proxy.ts";
import { login, open } from "./support/open.ts";
import {
  assertNothingPublished,
  assertPushed,
  CONFIG,
  LAYER,
  MANIFEST as MANIFEST_FILE,
  MIB,
  pushSmall,
} from "./support/small-push.ts";

const SIZE = LAYER.bytes.length;

type Fault = (exchange: Exchange) => unknown;

interface Row {
  /** What happens to the first such request. */
  readonly fault: Fault;
  /** Every one of them. */
  readonly always?: true;
  /** Bytes of the layer that come to the registry a second time: exactly, or at most. */
  readonly again?: number;
  readonly againAtMost?: number;
  /** Milliseconds that were waited, with a random part of half a second where the registry named a time. */
  readonly slept?: readonly number[];
  /** How it fails, if it does. */
  readonly fails?: { readonly code: string; readonly message?: RegExp };
}

const answer =
  (status: number, error: object = {}, headers: Record<string, string> = {}): Fault =>
  (exchange) =>
    refuse(exchange, status, error, headers);

/** Says no before it has taken a byte of the body. */
const early =
  (status: number, error: object = {}): Fault =>
  ({ response }) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ errors: [error] }));

/** Takes some of the body, then does what it wants. */
const after =
  (bytes: number, then: Fault): Fault =>
  (exchange) => {
    let taken = 0;
    const take = (chunk: Buffer): void => {
      taken += chunk.length;
      if (taken < bytes) return;
      exchange.request.off("data", take);
      then(exchange);
    };
    exchange.receive().on("data", take);
  };

const cut: Fault = ({ request }) => request.destroy();
const inTenSeconds = (): string => new Date(Math.ceil(Date.now() / 1000) * 1000 + 10_000).toUTCString();

/** Faults of the request that carries the layer. */
const UPLOAD: Readonly<Record<string, Row>> = {
  "500 after the whole body": { fault: answer(500, { code: "UNKNOWN" }), again: SIZE, slept: [750] },
  "502 before the body": { fault: early(502), again: 0, slept: [750] },
  "503 before the body": { fault: early(503), again: 0, slept: [750] },
  "504 after the whole body": { fault: answer(504), again: SIZE, slept: [750] },
  "408 before the body": { fault: early(408), again: 0, slept: [750] },
  "429 with seconds": { fault: answer(429, {}, { "retry-after": "7" }), again: SIZE, slept: [7500] },
  "429 with ghcr.io's words": {
    fault: early(429, { code: "TOOMANYREQUESTS", message: "retry-after: 12.5ms, allowed: 2000/minute" }),
    ...{ again: 0, slept: [513] },
  },
  "403 of a secondary limit": {
    fault: early(403, { message: "You have exceeded a secondary rate limit" }),
    ...{ again: 0, slept: [60_500] },
  },
  "429 that wants an hour": {
    fault: answer(429, {}, { "retry-after": "3600" }),
    ...{ slept: [], fails: { code: "RATE_LIMITED", message: /max-parallel/ } },
  },
  "404 for a session that is lost": { fault: early(404, { code: "BLOB_UPLOAD_UNKNOWN" }), again: 0, slept: [750] },
  "416 for a session in another state": { fault: answer(416), again: SIZE, slept: [750] },
  "409": { fault: early(409, { code: "CONFLICT", message: "busy" }), fails: { code: "REFUSED", message: /409.*busy/ } },
  "403 before the body": {
    fault: early(403, { code: "DENIED", message: "read-only" }),
    ...{ slept: [], fails: { code: "DENIED", message: /403 \(DENIED: read-only\)/ } },
  },
  "413 before the body, which then comes in pieces": { fault: early(413), always: true, again: 0, slept: [] },
  "403 after a part of the body, which is not read further": {
    fault: after(MIB, early(403, { message: "quota exceeded" })),
    fails: { code: "DENIED", message: /quota exceeded/ },
  },
  // It may have been a kept connection that had gone stale: those are replaced at once.
  "a connection cut before the body": { fault: cut, again: 0 },
  "a connection cut in the middle": { fault: after(MIB, cut), againAtMost: SIZE - 1, slept: [750] },
  "an answer that got lost, the layer stored": {
    fault: ({ pass, response }) => pass(() => response.destroy()),
    ...{ again: 0, slept: [750] },
  },
  "an answer cut in its middle, the layer stored": {
    fault: ({ pass, response }) =>
      pass((answered) => {
        answered.headers["content-length"] = "1000";
        response.on("pipe", () => setImmediate(() => response.destroy()));
      }),
    again: 0,
  },
  "a server that stops reading": {
    fault: after(MIB, ({ request }) => request.pause()),
    ...{ againAtMost: SIZE - 1, slept: [750] },
  },
  "a server that never answers": { fault: ({ receive }) => receive(), again: SIZE, slept: [750] },
  "a registry that files it under another digest": {
    fault: ({ pass }) =>
      pass(({ headers }) => {
        headers["docker-content-digest"] = sha256("other");
      }),
    fails: { code: "DIGEST_MISMATCH" },
  },
  "trouble without end": { fault: early(503), always: true, fails: { code: "UNAVAILABLE", message: /in trouble/ } },
};

/** Faults of the request that writes the tag. */
const MANIFEST: Readonly<Record<string, Row>> = {
  "500": { fault: answer(500), again: 0, slept: [750] },
  "503 with seconds": { fault: answer(503, {}, { "retry-after": "3" }), again: 0, slept: [3500] },
  "429 with seconds": { fault: answer(429, {}, { "retry-after": "2" }), again: 0, slept: [2500] },
  "a connection cut": { fault: ({ request }) => request.destroy(), again: 0 },
  "an answer that got lost": { fault: ({ pass, response }) => pass(() => response.destroy()), again: 0 },
  "an answer that is no registry's": {
    fault: ({ response }) => response.writeHead(200).end("<html>"),
    fails: { code: "BAD_ANSWER", message: /writing manifest v1 was answered 200/ },
  },
  "another digest": {
    fault: ({ pass }) =>
      pass(({ headers }) => {
        headers["docker-content-digest"] = sha256("other");
      }),
    fails: { code: "DIGEST_MISMATCH" },
  },
  "409 for a tag that does not move": {
    fault: early(409, { code: "TAG_INVALID", message: "The image tag 'v1' already exists and is immutable" }),
    fails: { code: "REFUSED", message: /choose another tag/ },
  },
  "a redirect of the wrong kind": {
    fault: ({ response }) => response.writeHead(302, { location: "https://example.com/" }).end(),
    fails: { code: "BAD_ANSWER" },
  },
};

const isUpload = ({ request }: Exchange): boolean => request.method === "PUT" && /\/uploads\//.test(request.url ?? "");
const isLayer = (exchange: Exchange): boolean =>
  isUpload(exchange) && Number(exchange.request.headers["content-length"]) === SIZE;
const isManifest = ({ line }: Exchange): boolean => line === "PUT /v2/acme/api/manifests/v1";

/** Gives up soon on what does not move. */
const impatient = openTransport({ env: {}, stallMs: 1500, answerMs: 1500 });

async function run({ fault, always, again, againAtMost, slept, fails }: Row, hits: (it: Exchange) => boolean) {
  await using registry = await startRegistry();
  let met = 0;
  await using proxy = await startFaultProxy(registry.url, (exchange) => {
    return hits(exchange) && (met++ === 0 || always === true) ? fault(exchange) : exchange.pass();
  });
  const { repository, pace } = open({ registry: proxy.host, fetch: impatient });
  const sent: number[] = [];
  const push = pushSmall(repository, (bytes) => sent.push(bytes));
  if (fails === undefined) {
    assert.equal(await push, "uploaded");
    await assertPushed({ registry: registry.host });
    assert.equal(
      sent.reduce((sum, bytes) => sum + bytes, 0),
      SIZE,
    );
  } else {
    await assert.rejects(push, { name: "RegistryError", ...fails });
    if (hits === isLayer) await assertNothingPublished({ registry: registry.host });
  }
  assert.ok(met > 0, "the fault has happened");
  const twice = sentAgain(proxy, SIZE + CONFIG.bytes.length);
  if (again !== undefined) assert.equal(twice, again);
  if (againAtMost !== undefined) assert.ok(twice > 0 && twice <= againAtMost, `${twice} bytes`);
  if (slept !== undefined) assert.deepEqual(pace.slept, slept);
}

for (const [name, row] of Object.entries(UPLOAD)) test(`uploading a layer: ${name}`, () => run(row, isLayer));
for (const [name, row] of Object.entries(MANIFEST)) test(`writing a manifest: ${name}`, () => run(row, isManifest));

test("uploading a layer: 429 with a date", async () => {
  await using registry = await startRegistry();
  let met = 0;
  await using proxy = await startFaultProxy(registry.url, (exchange) =>
    isLayer(exchange) && met++ === 0 ? refuse(exchange, 429, {}, { "retry-after": inTenSeconds() }) : exchange.pass(),
  );
  const { repository, pace } = open({ registry: proxy.host });
  assert.equal(await pushSmall(repository), "uploaded");
  assert.equal(pace.slept.length, 1);
  assert.ok((pace.slept[0] ?? 0) > 9000 && (pace.slept[0] ?? 0) <= 11_500, String(pace.slept));
});

test("a registry that is killed in the middle of an upload and comes back gets the whole layer", async () => {
  await using registry = await startRegistry();
  let back: Promise<void> | undefined;
  const revive = async (): Promise<void> => {
    await registry.kill();
    await registry.restart();
  };
  await using proxy = await startFaultProxy(registry.url, (exchange) => {
    if (isUpload(exchange) && back === undefined) {
      let taken = 0;
      exchange.request.on("data", (chunk: Buffer) => {
        taken += chunk.length;
        if (taken >= MIB) back ??= revive();
      });
    }
    exchange.pass();
  });
  const { repository } = open({
    registry: proxy.host,
    pace: { sleep: async () => back, random: () => 0.5, now: Date.now },
  });
  assert.equal(await pushSmall(repository), "uploaded");
  assert.notEqual(back, undefined);
  await assertPushed({ registry: registry.host });
  // Distribution forgets an upload that was cut inside a request, so the layer travels again from its beginning.
  const twice = sentAgain(proxy, SIZE + CONFIG.bytes.length);
  assert.ok(twice >= MIB && twice <= SIZE, `${twice} bytes`);
});

test("a registry that is killed between layers and manifest has kept the layers", async () => {
  await using registry = await startRegistry();
  const { repository } = open({ registry: registry.host });
  await repository.putBlob(LAYER.descriptor, LAYER.bytes);
  await registry.kill();
  await registry.restart();
  assert.equal(await pushSmall(repository), "exists");
  await assertPushed({ registry: registry.host });
});

test("a token that expires while an upload is under way is renewed without sending the layer twice", async () => {
  await using registry = await startRegistry({ auth: "token", tokenLifetime: 3 });
  const expired = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 4100));
  await using proxy = await startFaultProxy(registry.url, async (exchange) => {
    if (isLayer(exchange) && exchange.before === 0) await expired();
    exchange.pass();
  });
  const credentials = login(registry.username, registry.password);
  const { repository, pace } = open({ registry: proxy.host, credentials });
  assert.equal(await pushSmall(repository), "uploaded");
  assert.deepEqual(pace.slept, []);
  const puts = proxy.seen.filter(
    ({ method, path }) => method === "PUT" && path.includes(LAYER.descriptor.digest.slice(7)),
  );
  assert.deepEqual(
    puts.map(({ received }) => received),
    [0, SIZE],
  );
  assert.ok((registry.tokens?.requests.length ?? 0) > 1);
  await assertPushed({ registry: registry.host, credentials });
});

test("what the registry does not have of a manifest is told by its digest", async () => {
  await using registry = await startRegistry();
  const { repository, pace } = open({ registry: registry.host });
  await repository.putBlob(CONFIG.descriptor, CONFIG.bytes);
  await assert.rejects(repository.putManifest({ reference: "v1", ...MANIFEST_FILE }), {
    ...{ code: "BLOB_UNKNOWN", digests: [LAYER.descriptor.digest] },
    message: /MANIFEST_BLOB_UNKNOWN/,
  });
  assert.deepEqual(pace.slept, []);
});

test("a tag that somebody else moves meanwhile is no error, and is seen by its digest", async () => {
  await using registry = await startRegistry();
  const { repository } = open({ registry: registry.host });
  await pushSmall(repository);
  const other = Buffer.concat([MANIFEST_FILE.bytes, Buffer.from("\n")]);
  await open({ registry: registry.host }).repository.putManifest({ reference: "v1", ...MANIFEST_FILE, bytes: other });
  assert.equal((await repository.getManifest("v1"))?.digest, sha256(other));
});

test("a registry that asks for rest gets it from all requests of the client", async () => {
  await using registry = await startRegistry();
  await using proxy = await startFaultProxy(registry.url, (exchange) =>
    exchange.before === 0 && exchange.request.method === "POST"
      ? refuse(exchange, 429, {}, { "retry-after": "7" })
      : exchange.pass(),
  );
  const resting = Promise.withResolvers<number>();
  const { promise, resolve } = Promise.withResolvers<void>();
  const sleep = (milliseconds: number): Promise<void> => {
    resting.resolve(milliseconds);
    return promise;
  };
  const { repository } = open({ registry: proxy.host, pace: { sleep, random: () => 0.5, now: Date.now } });
  const push = repository.putBlob(LAYER.descriptor, LAYER.bytes);
  assert.equal(await resting.promise, 7500);
  const before = proxy.seen.length;
  const others = [1, 2, 3].map(() => repository.headBlob(CONFIG.descriptor.digest));
  await new Promise((done) => setTimeout(done, 100));
  assert.equal(proxy.seen.length, before);
  resolve();
  assert.equal(await push, "uploaded");
  assert.deepEqual(await Promise.all(others), [undefined, undefined, undefined]);
});
