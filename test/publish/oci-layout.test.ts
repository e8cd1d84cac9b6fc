import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { hexOf } from "../../src/core/digest.ts";
import { type LayoutOptions, packManifest, writeOciLayout } from "../../src/publish/index.ts";
import { anImage, type ImageOverrides } from "./support/an-image.ts";
import { copy, inspect } from "./support/skopeo.ts";

async function setUp(overrides: ImageOverrides = {}) {
  const it = await anImage(overrides);
  const layout = join(it.folder, "layout");
  const packed = packManifest(it.image);
  const write = (options: Partial<LayoutOptions> = {}) =>
    writeOciLayout({ folder: layout, packed, tags: ["v1", "latest"], ...options });
  return { ...it, layout, packed, write };
}

const indexOf = async (layout: string) => JSON.parse(await readFile(join(layout, "index.json"), "utf8"));
const namesOf = async (layout: string): Promise<readonly (readonly [string | undefined, string])[]> =>
  (await indexOf(layout)).manifests.map((entry: { digest: string; annotations?: Record<string, string> }) => [
    entry.annotations?.["org.opencontainers.image.ref.name"],
    entry.digest,
  ]);

test("skopeo reads each tag, and every blob is what its digest says", async () => {
  await using it = await setUp({ contents: ["a", "b", "a"] });
  await it.write();
  for (const tag of ["v1", "latest"]) {
    const seen = await inspect(`oci:${it.layout}:${tag}`);
    assert.equal(seen.Digest, it.packed.digest);
    assert.deepEqual(
      seen.Layers,
      it.packed.layers.map(({ descriptor }) => descriptor.digest),
    );
  }
  await copy(`oci:${it.layout}:v1`, `oci:${join(it.folder, "copy")}:v1`);
  const blobs = [...it.packed.layers, it.packed.config, it.packed.manifest].map(({ descriptor }) =>
    hexOf(descriptor.digest),
  );
  assert.deepEqual((await readdir(join(it.layout, "blobs/sha256"))).toSorted(), [...new Set(blobs)].toSorted());
});

test("the index names tag and platform", async () => {
  await using it = await setUp();
  await it.write({ tags: ["v1"] });
  assert.deepEqual(await indexOf(it.layout), {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [
      {
        ...it.packed.manifest.descriptor,
        platform: { os: "linux", architecture: "amd64" },
        annotations: { "org.opencontainers.image.ref.name": "v1" },
      },
    ],
  });
});

test("a layout is extended: its other tags and blobs stay, the same tag moves", async () => {
  await using first = await setUp({ contents: ["old"] });
  await using second = await setUp({ contents: ["new"] });
  await first.write({ tags: ["v1", "latest"] });
  await first.write({ packed: second.packed, tags: ["v2", "latest"] });
  assert.deepEqual(await namesOf(first.layout), [
    ["v1", first.packed.digest],
    ["v2", second.packed.digest],
    ["latest", second.packed.digest],
  ]);
  assert.equal((await inspect(`oci:${first.layout}:v1`)).Digest, first.packed.digest);
  assert.equal((await inspect(`oci:${first.layout}:latest`)).Digest, second.packed.digest);
});

test("the same tag of another platform stays beside", async () => {
  await using amd = await setUp();
  await using arm = await setUp({ architecture: "arm64" });
  await amd.write({ tags: ["v1"] });
  await amd.write({ packed: arm.packed, tags: ["v1"] });
  await amd.write({ tags: ["v1"] });
  assert.deepEqual(await namesOf(amd.layout), [
    ["v1", arm.packed.digest],
    ["v1", amd.packed.digest],
  ]);
});

test("an image without a tag is listed once, without a name", async () => {
  await using it = await setUp();
  await it.write({ tags: [] });
  await it.write({ tags: [] });
  assert.deepEqual(await namesOf(it.layout), [[undefined, it.packed.digest]]);
});

test("what others wrote into a layout is kept", async () => {
  await using it = await setUp();
  await copySkopeoLayout(it);
  const index = await indexOf(it.layout);
  index.annotations = { mine: "yes" };
  index.manifests[0].artifactType = "application/x";
  await writeFile(join(it.layout, "index.json"), JSON.stringify(index));
  await it.write({ tags: ["ours"] });
  const after = await indexOf(it.layout);
  assert.deepEqual(after.annotations, { mine: "yes" });
  assert.equal(after.manifests[0].artifactType, "application/x");
  assert.equal((await inspect(`oci:${it.layout}:theirs`)).Architecture, "amd64");
});

async function copySkopeoLayout(it: Awaited<ReturnType<typeof setUp>>): Promise<void> {
  const source = join(it.folder, "source");
  await it.write({ folder: source, tags: ["x"] });
  await copy(`oci:${source}:x`, `oci:${it.layout}:theirs`);
}

test("blobs cost no disk where links are allowed, and a blob of the wrong size is replaced", async () => {
  await using it = await setUp();
  await it.write();
  const layer = it.packed.layers[0];
  assert.ok(typeof layer?.source === "string");
  const blob = join(it.layout, "blobs/sha256", hexOf(layer.descriptor.digest));
  assert.equal((await stat(blob)).ino, (await stat(layer.source)).ino);
  await rm(blob);
  await writeFile(blob, "half");
  await it.write();
  assert.equal((await stat(blob)).size, layer.descriptor.size);
});

test("a layer file that changed meanwhile leaves no index and no partial blob", async () => {
  await using it = await setUp();
  const layer = it.packed.layers[1];
  assert.ok(typeof layer?.source === "string");
  await truncate(layer.source, 3);
  await assert.rejects(it.write(), { code: "BLOB_CHANGED", message: /3 bytes \(wanted \d+\)/ });
  assert.deepEqual(await readdir(it.layout), ["blobs"]);
  assert.deepEqual(await readdir(join(it.layout, "blobs/sha256")), [
    hexOf(it.packed.layers[0]?.descriptor.digest ?? "sha256:"),
  ]);
});

test("a folder that holds something else is left alone", async () => {
  await using it = await setUp();
  await mkdir(it.layout);
  await writeFile(join(it.layout, "thesis.tex"), "");
  await assert.rejects(it.write(), { code: "BAD_LAYOUT", exitCode: 2, message: /no OCI layout/ });
  assert.deepEqual(await readdir(it.layout), ["thesis.tex"]);
  await writeFile(join(it.layout, "oci-layout"), '{"imageLayoutVersion":"9.0.0"}');
  await assert.rejects(it.write(), { code: "BAD_LAYOUT", message: /imageLayoutVersion/ });
});
