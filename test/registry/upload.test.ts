import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { openTransport } from "../../src/registry/index.ts";
import { startRegistry } from "../support/registry.ts";
import { type Exchange, sentAgain, startFaultProxy } from "./support/fault-proxy.ts";
import { type Keeping, startKeepingRegistry } from "./support/keeping-registry.ts";
import { open } from "./support/open.ts";
import { MIB } from "./support/small-push.ts";

const bytes = Buffer.alloc(24 * MIB, "a layer that is worth resuming\n");
const blob = { mediaType: "application/octet-stream", digest: sha256(bytes), size: bytes.length };

/** Uploads to a registry that cuts the first write after ten mebibytes; what was written where. */
async function uploadCut(keeping: Keeping) {
  await using registry = await startKeepingRegistry(keeping);
  registry.cutAfter(10 * MIB);
  const { repository, pace, log } = open({ registry: registry.host });
  const sent: number[] = [];
  const outcome = await repository.putBlob(blob, bytes, { onSent: (count) => sent.push(count) });
  assert.equal(outcome, "uploaded");
  assert.ok(registry.blobs.has(blob.digest));
  const told = sent.reduce((sum, count) => sum + count, 0);
  assert.equal(told, bytes.length);
  return { writes: registry.writes, methods: registry.methods(), slept: pace.slept.length, log: log.text() };
}

test("an upload that was cut goes on where the registry has kept its bytes, and no byte travels twice", async () => {
  const { writes, methods, slept, log } = await uploadCut({});
  assert.deepEqual(writes, [`PUT 0+${10 * MIB}`, `PATCH ${10 * MIB}+${14 * MIB}`]);
  assert.equal(methods, "HEAD POST PUT HEAD GET PATCH PUT");
  assert.equal(slept, 1);
  assert.match(log, /the upload goes on at byte 10485760 of 25165824/);
});

test("a registry that has kept less is sent no more than what it lacks", async () => {
  await using registry = await startKeepingRegistry();
  registry.cutAfter(3 * MIB);
  const { repository } = open({ registry: registry.host });
  assert.equal(await repository.putBlob(blob, bytes), "uploaded");
  assert.deepEqual(registry.writes, [`PUT 0+${3 * MIB}`, `PATCH ${3 * MIB}+${21 * MIB}`]);
});

test("an upload that is cut again while it is resumed is resumed again", async () => {
  await using registry = await startKeepingRegistry();
  registry.cutAfter(10 * MIB);
  const again = async (): Promise<void> => registry.cutAfter(5 * MIB);
  let slept = 0;
  const sleep = async (): Promise<void> => {
    slept += 1;
    if (slept === 1) await again();
  };
  const { repository } = open({ registry: registry.host, pace: { sleep, random: () => 0, now: Date.now } });
  assert.equal(await repository.putBlob(blob, bytes), "uploaded");
  assert.deepEqual(registry.writes, [
    `PUT 0+${10 * MIB}`,
    `PATCH ${10 * MIB}+${5 * MIB}`,
    `PATCH ${15 * MIB}+${9 * MIB}`,
  ]);
});

for (const [name, tells] of [
  ["a registry whose word about an upload is stale", (kept: number) => kept - MIB],
  ["a registry that says that it has more than came", () => 20 * MIB],
  ["a registry that says that it has more than there is", () => 99 * MIB],
  ["a registry that says that it has everything", () => 24 * MIB],
  ["a registry that has kept nothing", () => 0],
] as const) {
  test(`${name} gets the whole blob again, right`, async () => {
    const { writes, slept } = await uploadCut({ tells });
    assert.deepEqual(writes, [`PUT 0+${10 * MIB}`, `PUT 0+${24 * MIB}`]);
    assert.equal(slept, 1);
  });
}

/** A client that takes the server for ghcr.io. */
const asGithub = (host: string) => {
  const transport = openTransport({ env: {} });
  const fetch: typeof globalThis.fetch = (url, init) =>
    transport(String(url).replace("https://ghcr.io", `http://${host}`), init);
  return open({ registry: "ghcr.io", fetch }).repository;
};

test("ghcr.io, which limits pieces to 4 MiB, is sent whole layers alone", async () => {
  await using registry = await startKeepingRegistry();
  registry.cutAfter(10 * MIB);
  assert.equal(await asGithub(registry.host).putBlob(blob, bytes), "uploaded");
  assert.equal(registry.methods(), "HEAD POST PUT HEAD POST PUT");
  await using limited = await startKeepingRegistry({ most: 16 * MIB });
  await assert.rejects(asGithub(limited.host).putBlob(blob, bytes), { code: "TOO_LARGE" });
  assert.equal(limited.methods(), "HEAD POST PUT");
});

test("a registry that takes no large request is sent pieces", async () => {
  await using registry = await startKeepingRegistry({ most: 16 * MIB });
  const { repository } = open({ registry: registry.host });
  assert.equal(await repository.putBlob(blob, bytes), "uploaded");
  assert.deepEqual(registry.writes, [`PATCH 0+${16 * MIB}`, `PATCH ${16 * MIB}+${8 * MIB}`]);
  assert.equal(registry.methods(), "HEAD POST PUT POST PATCH PATCH PUT");
});

test("pieces are made smaller, but not smaller than the registry wants them", async () => {
  await using registry = await startKeepingRegistry({ most: 10 * MIB, least: 5 * MIB });
  const { repository } = open({ registry: registry.host });
  assert.equal(await repository.putBlob(blob, bytes), "uploaded");
  const starts = [0, 5, 10, 15].map((start) => `PATCH ${start * MIB}+${5 * MIB}`);
  assert.deepEqual(registry.writes, [...starts, `PATCH ${20 * MIB}+${4 * MIB}`]);
});

test("a registry that takes no piece either is an error that says so", async () => {
  await using registry = await startKeepingRegistry({ most: MIB / 2 });
  const { repository, pace } = open({ registry: registry.host });
  await assert.rejects(repository.putBlob(blob, bytes), {
    code: "TOO_LARGE",
    status: 413,
    message: /no body this large/,
  });
  assert.deepEqual(registry.writes, []);
  assert.deepEqual(pace.slept, []);
});

const isWhole = ({ request }: Exchange): boolean =>
  request.method === "PUT" && Number(request.headers["content-length"]) === bytes.length;

test("a real registry behind a proxy with a limit is sent pieces, and puts them together", async () => {
  await using registry = await startRegistry();
  await using proxy = await startFaultProxy(registry.url, (exchange) =>
    Number(exchange.request.headers["content-length"] ?? 0) > 8 * MIB
      ? exchange.response.writeHead(413).end("<html>413 Request Entity Too Large</html>")
      : exchange.pass(),
  );
  const { repository } = open({ registry: proxy.host });
  assert.equal(await repository.putBlob(blob, bytes), "uploaded");
  assert.equal(sentAgain(proxy, bytes.length), 0);
  assert.equal(await open({ registry: registry.host }).repository.headBlob(blob.digest), bytes.length);
});

test("a real registry forgets an upload that was cut, and gets the whole blob again", async () => {
  await using registry = await startRegistry();
  let cut = false;
  await using proxy = await startFaultProxy(registry.url, (exchange) => {
    exchange.pass();
    if (!isWhole(exchange) || cut) return;
    cut = true;
    let taken = 0;
    exchange.request.on("data", (chunk: Buffer) => {
      taken += chunk.length;
      if (taken >= 10 * MIB) exchange.request.destroy();
    });
  });
  const { repository } = open({ registry: proxy.host });
  assert.equal(await repository.putBlob(blob, bytes), "uploaded");
  assert.equal(proxy.seen.map(({ method }) => method).join(" "), "HEAD POST PUT HEAD GET POST PUT");
  const twice = sentAgain(proxy, bytes.length);
  assert.ok(twice >= 10 * MIB && twice < bytes.length, `${twice} bytes`);
  assert.equal(await open({ registry: registry.host }).repository.headBlob(blob.digest), bytes.length);
});
