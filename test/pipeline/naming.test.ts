import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { GitHubContext } from "../../src/github/index.ts";
import { annotationsFor } from "../../src/pipeline/annotations.ts";
import { checkPublishable } from "../../src/pipeline/check-publishable.ts";
import { handOver } from "../../src/pipeline/hand-over.ts";
import { allTags, checkReferences, tagsAt, tagsFor } from "../../src/pipeline/image-tags.ts";
import { namingSettings } from "../../src/pipeline/naming-settings.ts";
import { publishPlaces } from "../../src/pipeline/open-publisher.ts";
import { packImage } from "../../src/pipeline/pack-image.ts";
import type { ImagePlan } from "../../src/pipeline/plan.ts";
import type { Published } from "../../src/pipeline/publish.ts";
import { publishingFacts } from "../../src/pipeline/publishing-facts.ts";
import { tagEvent } from "../../src/pipeline/tag-event.ts";
import { packManifest, parseDestinations } from "../../src/publish/index.ts";
import { anImage } from "../publish/support/an-image.ts";
import { captureLog } from "../registry/support/open.ts";
import { aRun } from "./run-context.ts";

const REVISION = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c";
const DATE = "2025-01-31T23:00:00Z";

const aPlan = (overrides: Partial<ImagePlan> = {}): ImagePlan => ({
  ...{ text: ".#image", target: { kind: "ready", path: "/image.tar" }, revision: REVISION, dirty: false },
  ...{ rev: REVISION.slice(0, 9), ...overrides },
});

const CONTEXT: GitHubContext = {
  ...{ eventName: "push", owner: "Octo", repo: "demo", sha: REVISION, ref: "refs/heads/main", workflow: "ci" },
  ...{ job: "image", actor: "mona", apiUrl: "", serverUrl: "https://github.com", runId: 1, runAttempt: 1, runUrl: "" },
  defaultBranch: "main",
};

/** The settings of a run with these inputs. */
const settingsOf = (inputs: Readonly<Record<string, string>>, context: Partial<GitHubContext> = {}) => {
  const { run } = aRun({ cwd: "/", context: { ...CONTEXT, ...context }, inputs: { push: "true", ...inputs } });
  return { ...publishPlaces(run), tagContext: { date: DATE, event: tagEvent(run.context, run.deps) } };
};

const PREFIX = "org.opencontainers.image.";
const OCI = (short: Record<string, string>) =>
  Object.fromEntries(Object.entries(short).map(([key, value]) => [PREFIX + key, value]));

test("what is known of an image is annotated, with the commit's own date", async () => {
  await using it = await anImage();
  const about = { description: "Draws badges", license: "MIT" };
  const settings = settingsOf({}, { about });
  const facts = { version: "1.2.3", created: DATE };
  const own = OCI({ title: "api", revision: REVISION, version: "1.2.3", created: DATE });
  const repository = OCI({ source: "https://github.com/Octo/demo", description: "Draws badges", licenses: "MIT" });
  assert.deepEqual(annotationsFor(it.image, aPlan(), settings, facts), { ...repository, ...own });
  const packed = packImage(it.image, { plan: aPlan(), settings, tags: ["1.2.3"], log: captureLog() });
  assert.deepEqual(JSON.parse(Buffer.from(packed.manifest.source).toString()).annotations, { ...repository, ...own });
  const { revision: _, ...dirty } = aPlan({ dirty: true, rev: "dev" });
  const undated = packImage(it.image, { plan: dirty, settings, tags: ["dev"], log: captureLog() });
  assert.equal(JSON.parse(Buffer.from(undated.manifest.source).toString()).annotations[`${PREFIX}created`], undefined);
});

test("a tag that is the commit is no version, and a tag of a layout no title", async () => {
  await using it = await anImage();
  const annotationsWith = (tag: string, repoTags: readonly string[]) => {
    const options = { plan: aPlan(), settings: settingsOf({}), tags: [tag], log: captureLog() };
    const packed = packImage({ ...it.image, repoTags }, options);
    return JSON.parse(Buffer.from(packed.manifest.source).toString()).annotations;
  };
  const own = OCI({ source: "https://github.com/Octo/demo", revision: REVISION, created: DATE });
  assert.deepEqual(annotationsWith(REVISION.slice(0, 12), ["v1"]), own);
  assert.deepEqual(annotationsWith("main", ["ghcr.io/acme/api:1"]), {
    ...own,
    ...OCI({ version: "main", title: "api" }),
  });
});

test("annotations of the user come over the others, and an empty one takes one away", async () => {
  await using it = await anImage();
  const annotations = [
    `${PREFIX}title=Badges`,
    `manifest:${PREFIX}revision=`,
    `index:${PREFIX}source=nowhere`,
    "a=1",
  ].join("\n");
  const found = annotationsFor(it.image, aPlan(), settingsOf({ annotations }));
  assert.deepEqual(found, { ...OCI({ title: "Badges", source: "https://github.com/Octo/demo" }), a: "1" });
});

test("labels that are given for publishing keep our annotation away like those of the image", async () => {
  await using it = await anImage();
  const settings = settingsOf({ labels: `${PREFIX}title=Badges` });
  const log = captureLog();
  const packed = packImage(it.image, { plan: aPlan(), settings, tags: [], log });
  const { annotations } = JSON.parse(Buffer.from(packed.manifest.source).toString());
  assert.equal(annotations[`${PREFIX}title`], undefined);
  assert.ok(log.text().includes(`labels change the config: the image ID is ${packed.config.descriptor.digest}, not`));
});

test("a label that is given for publishing says where the source is, as an annotation does", async () => {
  await using it = await anImage();
  const saysSource = (inputs: Readonly<Record<string, string>>): boolean | undefined => {
    const settings = settingsOf({ annotations: `${PREFIX}source=`, destination: "ghcr.io/octo/api", ...inputs });
    return publishingFacts(settings)(it.image, aPlan())?.annotatesSource;
  };
  assert.equal(saysSource({}), false);
  assert.equal(saysSource({ labels: `${PREFIX}source=https://example.org` }), true);
  assert.equal(saysSource({ annotations: "" }), true);
});

test("what ghcr.io does not show is cut, with a warning", async () => {
  await using it = await anImage();
  const log = captureLog();
  const about = { description: "é".repeat(513), license: "x".repeat(257) };
  const found = annotationsFor(it.image, aPlan(), settingsOf({}, { about }), { log });
  assert.equal(found[`${PREFIX}description`], "é".repeat(512));
  assert.equal(found[`${PREFIX}licenses`], "x".repeat(256));
  assert.match(log.text(), /org\.opencontainers\.image\.description has 513 characters, of which ghcr\.io shows 512/);
  const fits = annotationsFor(it.image, aPlan(), settingsOf({}, { about: { description: "é".repeat(512) } }));
  assert.equal(fits[`${PREFIX}description`], "é".repeat(512));
});

test("references stand for an empty destination, each with its own tag", () => {
  const tags = "ghcr.io/Octo/api:1.2.3\nghcr.io/octo/api:latest\nocto/api:1.2.3\nindex.docker.io/octo/api:1.2\n{rev}";
  const settings = settingsOf({ tags });
  assert.deepEqual(settings.destinations, ["ghcr.io/octo/api", "docker.io/octo/api"]);
  assert.deepEqual(settings.tags, ["{rev}"]);
  const destinations = parseDestinations([...settings.destinations, "oci:out"], {});
  checkReferences(destinations, settings);
  assert.deepEqual(
    destinations.map((destination) => tagsAt(destination, ["9f8e7d6c5"], settings)),
    [
      ["9f8e7d6c5", "1.2.3", "latest"],
      ["9f8e7d6c5", "1.2.3", "1.2"],
      ["9f8e7d6c5", "1.2.3", "latest", "1.2"],
    ],
  );
  assert.deepEqual(allTags(destinations, [], settings), ["1.2.3", "latest", "1.2"]);
});

test("with a destination its references have to lead there", () => {
  const settings = settingsOf({ destination: "ghcr.io/octo/api", tags: "ghcr.io/octo/api:1\nghcr.io/octo/worker:1" });
  assert.deepEqual(settings.destinations, ["ghcr.io/octo/api"]);
  const destinations = parseDestinations(settings.destinations, {});
  assert.throws(() => checkReferences(destinations, settings), {
    code: "BAD_TAG",
    message:
      'tags: "ghcr.io/octo/worker:1" is in none of the destinations (ghcr.io/octo/api); add it to destination, or leave destination empty',
  });
  checkReferences([], { ...settings, toDestinations: false });
});

test("references that are none are told together", () => {
  const inputs = { destinations: [], flavor: [], annotations: { manifest: {}, index: {} }, labels: {} };
  const tags = ["ghcr.io/octo/api@sha256:1", "ghcr.io/octo/a_-b:1", "ghcr.io/octo/api:a b"];
  assert.throws(() => namingSettings({ ...inputs, mediaTypes: "oci", tags }), {
    code: "BAD_TAG",
    message: /^.*a digest cannot be chosen.*\n.*"octo\/a_-b" is not a repository name\n.*has no tag at its end.*$/,
  });
});

test("references alone are tags enough", async () => {
  await using it = await anImage();
  const log = captureLog();
  assert.deepEqual(tagsFor(aPlan(), it.image, settingsOf({ tags: "ghcr.io/octo/api:1" }), log), []);
  assert.throws(() => tagsFor(aPlan(), it.image, settingsOf({ tags: "{pr}" }), log), { code: "NO_TAG" });
});

test("a rule asks the run what docker/metadata-action asks it, its variables too", async () => {
  await using it = await anImage();
  const headSha = "a".repeat(40);
  const pullRequest = { number: 7, headSha, baseRef: "main", fromFork: false, labels: [] };
  const tags = "type=ref,event=pr\ntype=sha\ntype=raw,value=to-{{base_ref}}";
  const settings = settingsOf({ tags }, { eventName: "pull_request_target", pullRequest });
  const log = captureLog();
  assert.deepEqual(tagsFor(aPlan(), it.image, settings, log), ["pr-7", "to-main", "sha-9f8e7d6"]);
  const { run } = aRun({
    ...{ cwd: "/", context: { ...CONTEXT, eventName: "pull_request", ref: "refs/pull/7/merge", pullRequest } },
    env: { DOCKER_METADATA_PR_HEAD_SHA: "true", DOCKER_METADATA_SHORT_SHA_LENGTH: "9" },
  });
  const event = tagEvent(run.context, run.deps);
  assert.deepEqual(tagsFor(aPlan(), it.image, { ...settings, tagContext: { event } }, log), [
    ...["pr-7", "to-main", `sha-${"a".repeat(9)}`],
  ]);
  const wrong = { ...run.deps, env: { DOCKER_METADATA_SHORT_SHA_LENGTH: "many" } };
  assert.throws(() => tagEvent(run.context, wrong), { code: "BAD_TAG" });
});

test("a dirty tree is refused whatever its tags are made of", () => {
  const { revision: _, ...dirty } = aPlan({ dirty: true, rev: "dev" });
  assert.throws(() => checkPublishable(dirty, false), { code: "DIRTY" });
  checkPublishable(dirty, true);
});

test("what is pushed is named for attestations, once a registry: fully, in lower case, with a tag and a digest", async () => {
  await using it = await anImage();
  const folder = await mkdtemp(path.join(os.tmpdir(), "hand-over-"));
  const file = path.join(folder, "artifacts");
  const packed = packManifest(it.image);
  const count = { blobs: 0, bytes: 0 };
  const places = ["GHCR.io/Octo/API", "index.docker.io/octo/api"].map((line) => parseDestinations([line], {})[0]);
  const pushes = places.map((place) => {
    assert.ok(place?.kind === "registry");
    const image = `${place.ref.registry}/${place.ref.repository}`;
    return {
      image,
      digest: packed.digest,
      reference: "",
      tags: ["1.2.3", "latest"],
      uploaded: count,
      existing: count,
      mounted: count,
    };
  });
  const published: Published = { packed, tags: [], pushes, layouts: [] };
  const { run } = aRun({ cwd: folder, context: CONTEXT, env: { GITHUB_ARTIFACTS: file } });
  await handOver([published], publishPlaces(run), run);
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  assert.deepEqual(lines, [
    `oci://ghcr.io/octo/api:1.2.3@${packed.digest}`,
    `oci://docker.io/octo/api:1.2.3@${packed.digest}`,
  ]);
  // The rules of actions/attest for subject-name and subject-digest, and of the runner for a line.
  for (const { image } of pushes) assert.match(image, /^[a-z0-9.-]+(:\d+)?\/[a-z0-9/._-]+$/);
  assert.match(packed.digest, /^sha256:[0-9a-f]{64}$/);
  for (const line of lines) assert.ok(!line.includes("="));
  await rm(folder, { recursive: true });
});
