import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import type { Descriptor } from "../../src/oci/index.ts";
import {
  type AttachOptions,
  attachArtifact,
  REPORT_ARTIFACT,
  readAttached,
  SBOM_ARTIFACT,
} from "../../src/publish/index.ts";
import type { Repository } from "../../src/registry/index.ts";
import { refuse, startFaultProxy } from "../registry/support/fault-proxy.ts";
import { open } from "../registry/support/open.ts";
import { MANIFEST, pushSmall } from "../registry/support/small-push.ts";
import { startRegistry } from "../support/registry.ts";

const SUBJECT: Descriptor = {
  mediaType: MANIFEST.mediaType,
  digest: sha256(MANIFEST.bytes),
  size: MANIFEST.bytes.length,
};
const TAG = `sha256-${SUBJECT.digest.slice(7)}`;
const LIMIT = 1_000_000;

const report = (text: string) => ({ mediaType: "application/json", bytes: Buffer.from(text), title: "report.json" });

const attach = (repository: Repository, text: string, more: Partial<AttachOptions> = {}) =>
  attachArtifact({ repository, subject: SUBJECT, artifactType: REPORT_ARTIFACT, document: report(text), ...more });

const read = async (repository: Repository, artifactType = REPORT_ARTIFACT): Promise<string | undefined> => {
  const bytes = await readAttached({ repository, subject: SUBJECT, artifactType, limit: LIMIT });
  return bytes === undefined ? undefined : Buffer.from(bytes).toString();
};

/** A registry in which the image is published. */
async function published() {
  const stack = new AsyncDisposableStack();
  const registry = stack.use(await startRegistry());
  const client = open({ registry: registry.host });
  await pushSmall(client.repository);
  const listed = async () =>
    ((await registry.manifest("acme/api", TAG))?.json as { manifests: Descriptor[] } | undefined)?.manifests ?? [];
  return { registry, listed, ...client, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const inspect = (host: string, reference: string): unknown =>
  JSON.parse(
    execFileSync("skopeo", ["inspect", "--raw", "--tls-verify=false", `docker://${host}/acme/api${reference}`], {
      encoding: "utf8",
    }),
  );

test("a document is attached under the tag, for others to find, and read back", async () => {
  await using it = await published();
  const annotations = { "org.opencontainers.image.created": "2025-01-31T12:00:00Z" };
  const digest = await attach(it.repository, '{"a":1}', { annotations });
  const all = { ...annotations, "vnd.nix-image.made-by": "nix-image" };
  const index = inspect(it.registry.host, `:${TAG}`) as { manifests: Descriptor[] };
  assert.deepEqual(index.manifests, [
    {
      mediaType: MANIFEST.mediaType,
      digest,
      size: index.manifests[0]?.size,
      artifactType: REPORT_ARTIFACT,
      annotations: all,
    },
  ]);
  assert.deepEqual(inspect(it.registry.host, `@${digest}`), {
    schemaVersion: 2,
    mediaType: MANIFEST.mediaType,
    artifactType: REPORT_ARTIFACT,
    config: { mediaType: "application/vnd.oci.empty.v1+json", digest: sha256("{}"), size: 2 },
    layers: [
      {
        ...{ mediaType: "application/json", digest: sha256('{"a":1}'), size: 7 },
        annotations: { "org.opencontainers.image.title": "report.json" },
      },
    ],
    subject: SUBJECT,
    annotations: all,
  });
  assert.equal(await read(it.repository), '{"a":1}');
});

test("attaching the same again gives the same digest and writes no list", async () => {
  await using it = await published();
  const first = await attach(it.repository, "{}");
  const before = it.registry.requests().length;
  assert.equal(await attach(it.repository, "{}"), first);
  const written = it.registry.requests().slice(before);
  assert.deepEqual(
    written.filter(({ method, path }) => method === "PUT" && path.includes(TAG)),
    [],
  );
});

test("a newer document replaces ours of its kind, and nothing else", async () => {
  await using it = await published();
  const { repository } = it;
  await attach(repository, "1");
  const sbom = await attach(repository, "sbom", { artifactType: SBOM_ARTIFACT });
  const foreign = { ...SUBJECT, artifactType: REPORT_ARTIFACT, annotations: { by: "others" }, data: "e30=" };
  const index = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    annotations: { kept: "yes" },
  };
  const bytes = Buffer.from(JSON.stringify({ ...index, manifests: [...(await it.listed()), foreign] }));
  await repository.putManifest({ reference: TAG, bytes, mediaType: index.mediaType });
  const second = await attach(repository, "2");
  assert.deepEqual(inspect(it.registry.host, `:${TAG}`), {
    ...index,
    manifests: [(await it.listed()).find(({ digest }) => digest === sbom), foreign, (await it.listed()).at(-1)],
  });
  assert.equal((await it.listed()).at(-1)?.digest, second);
  assert.equal(await read(repository), "2");
  assert.equal(await read(repository, SBOM_ARTIFACT), "sbom");
});

test("jobs that attach at the same time lose nothing", async () => {
  await using it = await published();
  const kinds = ["a", "b", "c"].map((name) => `application/vnd.example.${name}`);
  const digests = await Promise.all(
    kinds.map((artifactType) => {
      const { repository } = open({ registry: it.registry.host });
      return attach(repository, artifactType, { artifactType });
    }),
  );
  assert.deepEqual((await it.listed()).map(({ digest }) => digest).toSorted(), digests.toSorted());
});

test("a list that somebody else writes in between is written again", async () => {
  await using it = await published();
  const other = await attach(it.repository, "sbom", { artifactType: SBOM_ARTIFACT });
  const stored = await it.registry.manifest("acme/api", TAG);
  assert.ok(stored !== undefined);
  let slept = 0;
  const undo = async (): Promise<void> => {
    slept += 1;
    if (slept > 1) return;
    await it.repository.putManifest({ reference: TAG, bytes: stored.bytes, mediaType: stored.mediaType });
  };
  const ours = await attach(it.repository, "1", { pace: { sleep: undo, random: () => 0, now: Date.now } });
  assert.equal(slept, 2);
  assert.deepEqual(
    (await it.listed()).map(({ digest }) => digest),
    [other, ours],
  );
});

/** In front of the real registry, one that knows the referrers API. */
async function withApi(lists: boolean) {
  const it = await published();
  const attached: Descriptor[] = [];
  const proxy = await startFaultProxy(it.registry.url, (exchange) => {
    const { url = "", method } = exchange.request;
    if (url.includes("/referrers/")) {
      if (!lists) return refuse(exchange, 404, { code: "NOT_FOUND" });
      const body = JSON.stringify({ schemaVersion: 2, manifests: attached });
      return void exchange.response.writeHead(200, { "oci-filters-applied": "artifactType" }).end(body);
    }
    if (method !== "PUT" || !url.includes("/manifests/")) return exchange.pass();
    exchange.pass(({ headers }) => {
      const digest = String(headers["docker-content-digest"]);
      attached.push({
        mediaType: MANIFEST.mediaType,
        digest: digest as Descriptor["digest"],
        size: 1,
        artifactType: REPORT_ARTIFACT,
      });
      headers["oci-subject"] = SUBJECT.digest;
    });
  });
  const stop = async (): Promise<void> => {
    await proxy[Symbol.asyncDispose]();
    await it[Symbol.asyncDispose]();
  };
  return { ...it, proxied: open({ registry: proxy.host }).repository, [Symbol.asyncDispose]: stop };
}

test("a registry that lists referrers itself gets no tag", async () => {
  await using it = await withApi(true);
  await attach(it.proxied, "1");
  assert.equal(await read(it.proxied), "1");
  assert.deepEqual(await it.registry.tags("acme/api"), ["v1"]);
});

test("a registry that knows subjects but lists nothing gets the tag", async () => {
  await using it = await withApi(false);
  await attach(it.proxied, "1");
  assert.equal(await read(it.proxied), "1");
  assert.deepEqual(await it.registry.tags("acme/api"), [TAG, "v1"]);
});

test("the newest of several documents is read, by the time that their makers tell", async () => {
  await using it = await published();
  const at = (created: string) => ({ "org.opencontainers.image.created": created });
  await attach(it.repository, "new", { annotations: at("2025-02-01T00:00:00Z") });
  const [newer] = await it.listed();
  await attach(it.repository, "old", { annotations: at("2025-01-01T00:00:00Z") });
  const [older] = await it.listed();
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [older, newer] }));
  await it.repository.putManifest({ reference: TAG, bytes, mediaType: "application/vnd.oci.image.index.v1+json" });
  assert.equal(await read(it.repository), "new");
});

test("what is too large, belongs to another manifest or is not ours is not read", async () => {
  await using it = await published();
  const { repository } = it;
  assert.equal(await read(repository), undefined);
  await attach(repository, "x".repeat(100));
  const small = { repository, subject: SUBJECT, artifactType: REPORT_ARTIFACT, limit: 99 };
  assert.equal(await readAttached(small), undefined);
  // A list that leads to what belongs to another image.
  const stored = await it.registry.manifest("acme/api", TAG);
  const other = sha256("another image");
  assert.ok(stored !== undefined);
  await repository.putManifest({ ...stored, reference: `sha256-${other.slice(7)}` });
  assert.equal(await readAttached({ ...small, limit: LIMIT, subject: { digest: other } }), undefined);
});

test("a document whose bytes are not those that its manifest names is an error", async () => {
  await using it = await published();
  await attach(it.repository, "right");
  await using proxy = await startFaultProxy(it.registry.url, ({ request, response, pass }) =>
    request.method === "GET" && request.url?.endsWith(sha256("right")) === true ? response.end("wrong") : pass(),
  );
  await assert.rejects(read(open({ registry: proxy.host }).repository), { code: "DOCUMENT_CHANGED" });
});
