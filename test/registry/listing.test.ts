import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import type { Repository } from "../../src/registry/index.ts";
import { startRegistry } from "../support/registry.ts";
import { type Exchange, refuse, startFaultProxy } from "./support/fault-proxy.ts";
import { open } from "./support/open.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const mediaType = "application/vnd.oci.image.manifest.v1+json";
const subject = sha256("a published manifest");
const entry = { mediaType, digest: sha256("a report"), size: 7, artifactType: "application/vnd.example.report" };
const other = { mediaType, digest: sha256("a list"), size: 6, artifactType: "application/vnd.example.list" };
const index = (manifests: readonly object[]) => Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }));

/** Writes an index that refers to nothing under a tag, as the registry lets us. */
const tagIndex = (repository: Repository, reference: string): Promise<unknown> =>
  repository.putManifest({ reference, bytes: index([]), mediaType: INDEX });

test("the tags of a repository come a page at a time, and none of one that is not there", async () => {
  await using registry = await startRegistry();
  const { repository } = open({ registry: registry.host });
  assert.deepEqual(await repository.listTags(10), []);
  for (const tag of ["v1", "v2", "v3"]) await tagIndex(repository, tag);
  assert.deepEqual(await repository.listTags(10), ["v1", "v2", "v3"]);
  assert.deepEqual(await repository.listTags(2), ["v1", "v2"]);
});

test("a tag list that gives more than was asked for, or what is no tag, is cut", async () => {
  await using registry = await startFaultProxy("http://127.0.0.1:9", ({ response }) => {
    response.end(JSON.stringify({ name: "acme/api", tags: ["a", "../b", "c", "d"] }));
  });
  const { repository } = open({ registry: registry.host });
  assert.deepEqual(await repository.listTags(2), ["a", "c"]);
});

/** A registry whose referrers API does what `answer` says; everything else is real. */
async function withApi(answer: (exchange: Exchange) => void) {
  const stack = new AsyncDisposableStack();
  const registry = stack.use(await startRegistry());
  const proxy = stack.use(
    await startFaultProxy(registry.url, (exchange) => {
      const { url = "", method } = exchange.request;
      if (url.includes("/referrers/")) return answer(exchange);
      // The real one wants the manifests that an index lists; a reader does not care.
      if (method === "GET" && url.includes(`/manifests/sha256-${subject.slice(7)}`)) {
        return void exchange.response.writeHead(200, { "content-type": INDEX }).end(index([entry, other]));
      }
      return exchange.pass();
    }),
  );
  return { proxy, ...open({ registry: proxy.host }), [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test("referrers come from the API, filtered by us when the registry does not", async () => {
  await using it = await withApi(({ response }) => response.end(index([entry])));
  assert.deepEqual(await it.repository.listReferrers(subject), [entry]);
  assert.deepEqual(await it.repository.listReferrers(subject, entry.artifactType), [entry]);
  assert.deepEqual(await it.repository.listReferrers(subject, other.artifactType), []);
  assert.equal(it.proxy.seen.at(-1)?.path.split("?")[1], "artifactType=application%2Fvnd.example.list");
});

test("referrers on several pages are read, but not without end, and not from another host", async () => {
  await using it = await withApi(({ request, response }) => {
    const page = Number(new URL(request.url ?? "/", "http://localhost").searchParams.get("page") ?? "1");
    const next = page < 3 ? `<${request.url?.split("?")[0]}?page=${page + 1}>` : "<https://example.com/?page=4>";
    response.writeHead(200, { link: `${next}; rel="next"` }).end(index(page === 2 ? [other] : [entry]));
  });
  assert.deepEqual(await it.repository.listReferrers(subject), [entry, other, entry]);
  await using endless = await withApi(({ request, response }) =>
    response.writeHead(200, { link: `<${request.url}>; rel="next"` }).end(index([entry])),
  );
  assert.equal((await endless.repository.listReferrers(subject)).length, 10);
});

const UNSUPPORTED: Readonly<Record<string, (exchange: Exchange) => unknown>> = {
  "404": (exchange) => refuse(exchange, 404, { code: "NOT_FOUND" }),
  "a redirect to a web page": ({ response }) =>
    response.writeHead(303, { location: "https://github.com/acme/api" }).end(),
  "429": (exchange) => refuse(exchange, 429, { code: "TOOMANYREQUESTS" }),
  "a web page": ({ response }) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
};

for (const [name, answer] of Object.entries(UNSUPPORTED)) {
  test(`${name} means that there is no referrers API, and the tag is read`, async () => {
    await using it = await withApi(answer);
    assert.deepEqual(await it.repository.listReferrers(subject, entry.artifactType), [entry]);
    assert.deepEqual(it.pace.slept, []);
  });
}

test("a real registry without the API and without the tag lists nothing", async () => {
  await using registry = await startRegistry();
  const { repository } = open({ registry: registry.host });
  assert.deepEqual(await repository.listReferrers(subject), []);
});

test("the size of a blob is told, and undefined stands for one that is not there", async () => {
  await using registry = await startRegistry();
  const { repository } = open({ registry: registry.host });
  const bytes = Buffer.from("a blob");
  const descriptor = { mediaType: "application/octet-stream", digest: sha256(bytes), size: bytes.length };
  assert.equal(await repository.headBlob(descriptor.digest), undefined);
  await repository.putBlob(descriptor, bytes);
  assert.equal(await repository.headBlob(descriptor.digest), 6);
});
