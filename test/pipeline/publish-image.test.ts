import assert from "node:assert/strict";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { hexOf } from "../../src/core/digest.ts";
import { InputError } from "../../src/core/errors.ts";
import type { FlakeMetadata, Nix } from "../../src/nix/index.ts";
import { checkCredentials } from "../../src/pipeline/check-credentials.ts";
import { checkPublishable } from "../../src/pipeline/check-publishable.ts";
import type { Deps } from "../../src/pipeline/deps.ts";
import type { ImagePlan, Target } from "../../src/pipeline/plan.ts";
import { preparePublishing } from "../../src/pipeline/prepare-publishing.ts";
import { publishImages } from "../../src/pipeline/publish.ts";
import type { PublishSettings } from "../../src/pipeline/publish-settings.ts";
import { createPublisher } from "../../src/pipeline/publisher.ts";
import { packManifest } from "../../src/publish/index.ts";
import { runProgram } from "../../src/run-program.ts";
import { anImage, type ImageOnDisk, type ImageOverrides } from "../publish/support/an-image.ts";
import { inspect } from "../publish/support/skopeo.ts";
import { refuse, startFaultProxy } from "../registry/support/fault-proxy.ts";
import { captureLog } from "../registry/support/open.ts";
import { MACHINE } from "../support/machine.ts";
import { startRegistry } from "../support/registry.ts";

const REVISION = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c";
const REPOSITORY = "https://github.com/octo/demo";

/** Of an image that knows its commit and its name. */
const ANNOTATIONS = {
  "org.opencontainers.image.revision": REVISION,
  "org.opencontainers.image.title": "api",
};

const aPlan = (overrides: Partial<ImagePlan> = {}): ImagePlan => ({
  text: ".#image",
  target: { kind: "ready", path: "/image.tar" },
  revision: REVISION,
  dirty: false,
  rev: REVISION.slice(0, 9),
  ...overrides,
});

/** What no commit stands for. */
const aDirtyPlan = (): ImagePlan => {
  const { revision: _, ...plan } = aPlan({ dirty: true, rev: "dev" });
  return plan;
};

const someSettings = (overrides: Partial<PublishSettings> = {}): PublishSettings => ({
  toDestinations: true,
  destinations: [],
  compression: { kind: "gzip", level: 4 },
  reuseFrom: [],
  mountFrom: [],
  tags: ["{rev}"],
  tagContext: {},
  allowDirty: false,
  credentials: {},
  insecure: [],
  ...overrides,
});

const publishImage = async (
  ...[image, settings, deps]: [Parameters<typeof publishImages>[0][number], PublishSettings, Deps]
) => {
  const [published] = await publishImages([image], { publisher: createPublisher(settings, deps) });
  assert.ok(published);
  return published;
};

const depsIn = (cwd: string) =>
  ({
    run: runProgram,
    version: async () => "1.2.3",
    machine: MACHINE,
    fetch,
    log: captureLog(),
    env: {},
    cwd,
    tempDir: cwd,
  }) satisfies Deps;

const refusal = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof InputError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test("what a commit stands for may be published", () => {
  checkPublishable(aPlan(), false);
});

test("a dirty tree is not published, and the message says what to do", () => {
  const wanted = /^\.#image: the tree has uncommitted changes.*\(wanted: a commit\); commit first .*allow-dirty$/;
  assert.throws(() => checkPublishable(aDirtyPlan(), false), refusal("DIRTY", wanted));
});

test("an image outside of git is not published either, with the reason that is true", () => {
  assert.throws(
    () => checkPublishable({ ...aDirtyPlan(), dirty: false }, false),
    refusal("DIRTY", /no git commit stands for it/),
  );
});

test("who allows it may publish a dirty tree", () => {
  checkPublishable(aDirtyPlan(), true);
});

test("an image goes to several places under all its tags, with its commit on it", async () => {
  await using registry = await startRegistry();
  await using it = await anImage();
  const destinations = [`${registry.host}/acme/api:edge`, "oci:out:v1"];
  const settings = someSettings({ destinations, tags: ["{rev}", "{image-tag}"], layout: "more" });
  const published = await publishImage({ plan: aPlan(), image: it.image }, settings, depsIn(it.folder));
  const { digest } = published.packed;
  assert.deepEqual(await registry.tags("acme/api"), ["9f8e7d6c5", "dev", "edge"]);
  assert.deepEqual(published.tags, ["9f8e7d6c5", "dev"]);
  assert.deepEqual(published.layouts, [path.join(it.folder, "out"), path.join(it.folder, "more")]);
  for (const place of [
    `docker://${registry.host}/acme/api:edge`,
    `oci:${it.folder}/out:v1`,
    `oci:${it.folder}/more:dev`,
  ]) {
    assert.equal((await inspect(place)).Digest, digest, place);
  }
  const manifest = (await registry.manifest("acme/api", digest))?.json as { annotations: unknown };
  assert.deepEqual(manifest.annotations, ANNOTATIONS);
});

test("a label of the image has the last word over our annotation", async () => {
  await using it = await anImage();
  const labels = { "org.opencontainers.image.source": "https://example.org/mine" };
  const image = { ...it.image, config: { ...it.image.config, config: { Labels: labels } } };
  const settings = someSettings({ destinations: ["oci:out"], repositoryUrl: REPOSITORY });
  const { packed } = await publishImage({ plan: aPlan(), image }, settings, depsIn(it.folder));
  const manifest = JSON.parse(Buffer.from(packed.manifest.source).toString());
  assert.deepEqual(manifest.annotations, ANNOTATIONS);
});

const notAsked = async () => assert.fail("Nix was asked");

const aNix = (run: () => Promise<string>): Nix => ({ program: "/bin/nix", version: "2.34.8", run, runSibling: run });

/** A flake that lies in the run's working tree, or was fetched from elsewhere. */
const aFlake = (overrides: Partial<FlakeMetadata> = {}): Target => ({
  kind: "flake",
  nix: aNix(notAsked),
  installable: ".#image",
  fragment: "#image",
  metadata: { url: "git+file:///src", revision: REVISION, dirty: false, lockOutdated: false, inputs: [], ...overrides },
});

test("the source of an image is the run's repository, except for a flake that was fetched from elsewhere", async () => {
  await using it = await anImage();
  const settings = someSettings({ destinations: ["oci:out"], repositoryUrl: REPOSITORY });
  const annotationsOf = async (target: Target): Promise<unknown> => {
    const both = { plan: aPlan({ target }), image: it.image };
    const { packed } = await publishImage(both, settings, depsIn(it.folder));
    return JSON.parse(Buffer.from(packed.manifest.source).toString()).annotations;
  };
  const local = { "org.opencontainers.image.source": REPOSITORY, ...ANNOTATIONS };
  assert.deepEqual(await annotationsOf({ kind: "ready", path: "/image.tar" }), local);
  assert.deepEqual(await annotationsOf(aFlake({ localDirectory: "/src" })), local);
  assert.deepEqual(await annotationsOf(aFlake({ url: "github:else/where" })), ANNOTATIONS);
});

test("the date of a flake is its own commit's, that of other images the commit's of the run", async () => {
  await using it = await anImage();
  const tagContext = { date: "2025-01-31T23:00:00Z" };
  const settings = someSettings({ destinations: ["oci:out"], tags: ["{date}"], tagContext });
  const tagsOf = async (target: Target) =>
    (await publishImage({ plan: aPlan({ target }), image: it.image }, settings, depsIn(it.folder))).tags;
  assert.deepEqual(await tagsOf(aFlake({ lastModified: Date.UTC(2019, 11, 24, 23, 59) / 1000 })), ["20191224"]);
  assert.deepEqual(await tagsOf(aFlake()), ["20250131"]);
  assert.deepEqual(await tagsOf({ kind: "ready", path: "/image.tar" }), ["20250131"]);
});

test("a dirty tree may go into a layout on this machine, but takes no registry with it", async () => {
  await using registry = await startRegistry();
  await using it = await anImage();
  const both = { plan: aDirtyPlan(), image: it.image };
  const layout = await publishImage(both, someSettings({ destinations: ["oci:out"] }), depsIn(it.folder));
  assert.deepEqual(layout.tags, ["dev"]);
  const settings = someSettings({ destinations: ["oci:other", `${registry.host}/acme/api`] });
  await assert.rejects(publishImage(both, settings, depsIn(it.folder)), refusal("DIRTY", /uncommitted/));
  assert.deepEqual(await registry.catalog(), []);
  assert.ok(!(await readdir(it.folder)).includes("other"));
});

test("one registry that refuses keeps the image from all of them", async () => {
  await using open = await startRegistry();
  await using closed = await startRegistry({ auth: "htpasswd" });
  await using it = await anImage();
  const destinations = [`${open.host}/acme/api`, "oci:out", `${closed.host}/acme/api`];
  const publishing = publishImage(
    { plan: aPlan(), image: it.image },
    someSettings({ destinations }),
    depsIn(it.folder),
  );
  await assert.rejects(publishing, { name: "RegistryError", exitCode: 4 });
  assert.deepEqual(await open.catalog(), []);
  assert.ok(!(await readdir(it.folder)).includes("out"));
});

test("tags without a value are dropped and told; no tag at all is a mistake", async () => {
  await using it = await anImage();
  const deps = depsIn(it.folder);
  const both = { plan: aPlan(), image: it.image };
  const some = someSettings({ destinations: ["oci:out"], tags: ["{rev}", "{branch}", "pr-{pr}"] });
  assert.deepEqual((await publishImage(both, some, deps)).tags, ["9f8e7d6c5"]);
  assert.match(deps.log.text(), /^Tags without a value here: \{branch\}, pr-\{pr\}$/m);
  const none = someSettings({ destinations: ["oci:none"], tags: ["{branch}"] });
  await assert.rejects(
    publishImage(both, none, deps),
    refusal("NO_TAG", /none of \{branch\} has a value.*add \{rev\}/),
  );
});

test("a folder that takes no layout keeps the image from the registries before it", async () => {
  await using registry = await startRegistry();
  await using it = await anImage();
  await mkdir(path.join(it.folder, "full", "something"), { recursive: true });
  const both = { plan: aPlan(), image: it.image };
  for (const [folder, code] of [
    ["full", "BAD_LAYOUT"],
    [path.basename(String(it.image.layers[0]?.blob?.file)), "LAYOUT_FAILED"],
  ]) {
    const settings = someSettings({ destinations: [`${registry.host}/acme/api`, `oci:${folder}`] });
    await assert.rejects(publishImage(both, settings, depsIn(it.folder)), { name: "PublishError", code });
    assert.deepEqual(await registry.catalog(), []);
  }
});

test("a layout that fails while it is written keeps every image from the registries", async () => {
  await using registry = await startRegistry();
  await using pair = await twoImages({ contents: ["another"] });
  const [one, two] = pair.images;
  const { digest } = packManifest(two.image).config.descriptor;
  await mkdir(path.join(one.folder, "out-worker/blobs/sha256", hexOf(digest)), { recursive: true });
  const settings = someSettings({ destinations: [`${registry.host}/acme/{name}`, "oci:out-{name}"] });
  const publishing = publishImages(imagesOf(one, two), { publisher: createPublisher(settings, depsIn(one.folder)) });
  await assert.rejects(publishing, { name: "PublishError", code: "LAYOUT_FAILED" });
  assert.deepEqual(await registry.catalog(), []);
});

test("no tag is written anywhere before every registry has every image", async () => {
  await using open = await startRegistry();
  await using closing = await startFaultProxy(open.url, (exchange) =>
    /^PUT .*\/manifests\/sha256:/.test(exchange.line) ? refuse(exchange, 403, { code: "DENIED" }) : exchange.pass(),
  );
  await using pair = await twoImages({ contents: ["another"] });
  const [one, two] = pair.images;
  const destinations = [`${open.host}/acme/{name}`, `${closing.host}/other/{name}`];
  const settings = someSettings({ destinations });
  const publishing = publishImages(imagesOf(one, two), { publisher: createPublisher(settings, depsIn(one.folder)) });
  await assert.rejects(publishing, { code: "DENIED" });
  for (const repository of ["acme/api", "acme/worker"]) assert.deepEqual(await open.tags(repository), []);
});

test("what has been published is told after each place, and so is known when a later one fails", async () => {
  await using open = await startRegistry();
  await using closing = await startFaultProxy(open.url, (exchange) =>
    /^PUT .*\/manifests\/9f8e7d6c5$/.test(exchange.line) ? refuse(exchange, 403, { code: "DENIED" }) : exchange.pass(),
  );
  await using it = await anImage();
  const destinations = [`${open.host}/acme/api`, `${closing.host}/other/api`, "oci:out"];
  const told: unknown[] = [];
  const publishing = publishImages([{ plan: aPlan(), image: it.image }], {
    publisher: createPublisher(someSettings({ destinations }), depsIn(it.folder)),
    onProgress: (published) =>
      void told.push(published.map(({ pushes, layouts }) => [...layouts, ...pushes.map(({ image }) => image)])),
  });
  await assert.rejects(publishing, { code: "DENIED", message: /\(no tag was written\)$/ });
  const layout = path.join(it.folder, "out");
  assert.deepEqual(told, [[[layout]], [[layout, `${open.host}/acme/api`]]]);
});

test("no place gets a tag before all of them have the image", async () => {
  await using open = await startRegistry();
  await using closing = await startFaultProxy(open.url, (exchange) =>
    /^PUT .*\/manifests\/sha256:/.test(exchange.line) ? refuse(exchange, 403, { code: "DENIED" }) : exchange.pass(),
  );
  await using it = await anImage();
  const publish = (host: string) => {
    const destinations = [`${open.host}/acme/api`, `${host}/other/api`];
    const settings = someSettings({ destinations });
    return publishImage({ plan: aPlan(), image: it.image }, settings, depsIn(it.folder));
  };
  await assert.rejects(publish(closing.host), { code: "DENIED" });
  assert.deepEqual(await open.tags("acme/api"), []);
  const earlier = open.requests().length;
  await publish(open.host);
  const writes = open
    .requests()
    .slice(earlier)
    .filter(({ method }) => method === "PUT");
  const tagging = writes.findIndex(({ path }) => path.includes("/manifests/9f8e7d6c5"));
  assert.deepEqual(
    writes.slice(tagging).map(({ path }) => path),
    ["/v2/acme/api/manifests/9f8e7d6c5", "/v2/other/api/manifests/9f8e7d6c5"],
  );
});

const GIVEN = { given: { username: "octo", password: "registry-password-1" } };

/** Runs `work` with a fetch that must not be used. */
const withoutRequests = (folder: string): Deps => ({
  ...depsIn(folder),
  fetch: async (url) => assert.fail(`${url} was asked`),
});

test("a password goes to no registry that the image's own name chooses", async () => {
  await using it = await anImage();
  const image = { ...it.image, repoTags: ["registry.example.com/stranger/api:1"] };
  const both = { plan: aPlan(), image };
  const message =
    /^destination: empty, and the image's own name leads to registry\.example\.com, .*; name the destination, such as registry\.example\.com\/OWNER\/NAME$/;
  await assert.rejects(
    publishImage(both, someSettings({ credentials: GIVEN }), withoutRequests(it.folder)),
    refusal("BAD_CREDENTIALS", message),
  );
});

test("a password may go to ghcr.io without a destination", () => {
  const ghcr = { kind: "registry", ref: { registry: "ghcr.io", repository: "octo/api" } } as const;
  checkCredentials([ghcr], someSettings({ credentials: GIVEN }));
});

test("one password does not go to two registries, also not by way of two images", async () => {
  await using pair = await twoImages({ contents: ["another"] });
  const [one, two] = pair.images;
  const message = /^destination: .* and .* would get the same user name and password .*docker login before$/;
  const deps = withoutRequests(one.folder);
  for (const destinations of [
    ["a.example.com/acme/{name}", "b.example.com/acme/{name}"],
    ["{name}.example.com/acme/api"],
  ]) {
    const settings = someSettings({ credentials: GIVEN, destinations });
    const publishing = publishImages(imagesOf(one, two), { publisher: createPublisher(settings, deps) });
    await assert.rejects(publishing, refusal("BAD_CREDENTIALS", message));
  }
});

test("one password may go to several repositories of a registry, and beside it to a layout", async () => {
  await using registry = await startRegistry({ auth: "htpasswd" });
  await using it = await anImage();
  const { username, password } = registry;
  const destinations = [`${registry.host}/acme/api`, "oci:out", `${registry.host}/acme/copy`];
  const settings = someSettings({ destinations, credentials: { given: { username, password } } });
  await publishImage({ plan: aPlan(), image: it.image }, settings, depsIn(it.folder));
  assert.deepEqual(await registry.catalog(), ["acme/api", "acme/copy"]);
});

test("an image that tells no name goes where its derivation's name leads, which was asked before it was built", async () => {
  await using registry = await startRegistry();
  await using it = await anImage();
  const publisher = createPublisher(
    someSettings({ destinations: [`${registry.host}/acme/{name}`] }),
    depsIn(it.folder),
  );
  const target = { kind: "file", nix: aNix(async () => "hello"), file: "image.nix", attribute: "image" } as const;
  const plan = aPlan({ text: "image.nix#image", target });
  const { uploads } = await preparePublishing(plan, { publisher, buildArgs: [] });
  assert.deepEqual(
    uploads.map(({ repository }) => repository.repository),
    ["acme/hello"],
  );
  const [published] = await publishImages([{ plan, image: { ...it.image, repoTags: [] } }], { publisher });
  assert.deepEqual(
    published?.pushes.map(({ image }) => image),
    [`${registry.host}/acme/hello`],
  );
});

test("by digest an image gets no tag, whether or not a line has a value, and none of its destination", async () => {
  await using registry = await startRegistry();
  await using it = await anImage();
  const destination = `${registry.host}/acme/api`;
  const settings = someSettings({ byDigest: true, tags: ["{version}"], destinations: [destination] });
  const published = await publishImage({ plan: aPlan(), image: it.image }, settings, depsIn(it.folder));
  assert.deepEqual(published.tags, []);
  assert.deepEqual(await registry.tags("acme/api"), []);
  assert.ok((await registry.manifest("acme/api", published.packed.digest)) !== undefined);
  const tagged = { ...settings, destinations: [`${destination}:v1`] };
  await assert.rejects(
    publishImage({ plan: aPlan(), image: it.image }, tagged, depsIn(it.folder)),
    refusal("BAD_DESTINATION", /the tag "v1" stands in it .* give it to merge$/),
  );
});

test("two platforms of one source do not take a tag from each other, in a registry or a layout", async () => {
  await using registry = await startRegistry();
  await using pair = await twoImages({ architecture: "arm64" });
  const [amd, arm] = pair.images;
  const images = [amd, arm].map(({ image }) => ({ plan: aPlan({ text: "oci:both" }), image }));
  const both = String.raw`oci:both \(api, linux/amd64\) and oci:both \(api, linux/arm64\) are different images`;
  const advice = String.raw`choose one of them as the platform \(linux/amd64 or linux/arm64\)`;
  for (const destination of [`${registry.host}/acme/api`, "oci:out"]) {
    const settings = someSettings({ destinations: [destination] });
    const publishing = publishImages(images, { publisher: createPublisher(settings, depsIn(amd.folder)) });
    await assert.rejects(
      publishing,
      refusal("TAG_COLLISION", new RegExp(`${both}.*; publish them by digest .*${advice}`)),
    );
  }
  assert.deepEqual(await registry.catalog(), []);
});

test("two builds of one name are told apart, with an advice that fits them", async () => {
  await using pair = await twoImages({ contents: ["another"] });
  const [one, two] = pair.images;
  await using arm = await anImage({ architecture: "arm64" });
  const collision = async (second: ImageOnDisk, message: RegExp) => {
    const [a, b] = [".#a", ".#b"].map((text) => aPlan({ text }));
    assert.ok(a !== undefined && b !== undefined);
    const images = [
      { plan: a, image: one.image },
      { plan: b, image: second.image },
    ];
    const settings = someSettings({ destinations: ["oci:out"] });
    const publishing = publishImages(images, { publisher: createPublisher(settings, depsIn(one.folder)) });
    await assert.rejects(publishing, refusal("TAG_COLLISION", message));
  };
  await collision(two, /\.#a \(api, linux\/amd64\) and \.#b \(api, linux\/amd64\) .*put \{name\} into destination/);
  await collision(
    arm,
    /\.#b \(api, linux\/arm64\) .*publish them by digest .* and join them with merge, or publish them in steps of their own/,
  );
});

/** An image called api, and another one, called worker unless it is for another platform. */
async function twoImages(overrides: ImageOverrides) {
  await using stack = new AsyncDisposableStack();
  const [one, two] = [stack.use(await anImage()), stack.use(await anImage(overrides))];
  const own = stack.move();
  return { images: [one, two] as const, [Symbol.asyncDispose]: () => own.disposeAsync() };
}

const imagesOf = (one: ImageOnDisk, two: ImageOnDisk) => [
  { plan: aPlan(), image: one.image },
  { plan: aPlan(), image: { ...two.image, repoTags: ["worker:1"] } },
];
