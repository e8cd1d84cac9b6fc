import assert from "node:assert/strict";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { InputError } from "../../src/core/errors.ts";
import { checkPublishable } from "../../src/pipeline/check-publishable.ts";
import type { Deps } from "../../src/pipeline/deps.ts";
import type { ImagePlan } from "../../src/pipeline/plan.ts";
import { publishImages } from "../../src/pipeline/publish.ts";
import type { PublishSettings } from "../../src/pipeline/publish-settings.ts";
import { runProgram } from "../../src/run-program.ts";
import { anImage } from "../publish/support/an-image.ts";
import { inspect } from "../publish/support/skopeo.ts";
import { captureLog } from "../registry/support/open.ts";
import { startRegistry } from "../support/registry.ts";

const REVISION = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c";

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
  tags: ["{rev}"],
  tagContext: {},
  annotations: {},
  allowDirty: false,
  credentials: {},
  insecure: [],
  ...overrides,
});

const publishImage = async (
  ...[image, settings, deps]: [Parameters<typeof publishImages>[0][number], PublishSettings, Deps]
) => {
  const [published] = await publishImages([image], settings, deps);
  assert.ok(published);
  return published;
};

const depsIn = (cwd: string) =>
  ({ run: runProgram, fetch, log: captureLog(), env: {}, cwd, tempDir: cwd }) satisfies Deps;

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
  assert.deepEqual(manifest.annotations, { "org.opencontainers.image.revision": REVISION });
});

test("a label of the image has the last word over our annotation", async () => {
  await using it = await anImage();
  const labels = { "org.opencontainers.image.source": "https://example.org/mine" };
  const image = { ...it.image, config: { ...it.image.config, config: { Labels: labels } } };
  const annotations = { "org.opencontainers.image.source": "https://github.com/octo/demo" };
  const settings = someSettings({ destinations: ["oci:out"], annotations });
  const { packed } = await publishImage({ plan: aPlan(), image }, settings, depsIn(it.folder));
  const manifest = JSON.parse(Buffer.from(packed.manifest.source).toString());
  assert.deepEqual(manifest.annotations, { "org.opencontainers.image.revision": REVISION });
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

test("a layout that cannot be written is an error, with the registry's part done or not begun", async () => {
  await using it = await anImage();
  await mkdir(path.join(it.folder, "full"));
  await mkdir(path.join(it.folder, "full", "something"));
  const settings = someSettings({ destinations: ["oci:full"] });
  await assert.rejects(publishImage({ plan: aPlan(), image: it.image }, settings, depsIn(it.folder)), {
    name: "PublishError",
  });
});
