import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { hexOf } from "../../src/core/digest.ts";
import {
  checkLayout,
  type LayoutOptions,
  PublishError,
  packManifest,
  writeOciLayout,
} from "../../src/publish/index.ts";
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

test("of two platforms under one tag, skopeo finds the first alone, whichever it is asked for", async () => {
  await using amd = await setUp();
  await using arm = await setUp({ architecture: "arm64" });
  await amd.write({ tags: ["v1"] });
  await amd.write({ packed: arm.packed, tags: ["v1"] });
  for (const architecture of ["amd64", "arm64"]) {
    assert.equal((await inspect(`oci:${amd.layout}:v1`, { architecture })).Digest, amd.packed.digest);
  }
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

test("a blob of the right size that holds something else is replaced", async () => {
  await using it = await setUp();
  await it.write();
  for (const { descriptor } of [...it.packed.layers, it.packed.config]) {
    const blob = join(it.layout, "blobs/sha256", hexOf(descriptor.digest));
    await rm(blob);
    await writeFile(blob, Buffer.alloc(descriptor.size));
  }
  await it.write();
  await copy(`oci:${it.layout}:v1`, `oci:${join(it.folder, "copy")}:v1`);
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

test("a folder is checked without being made, and one with a layout is fine", async () => {
  await using it = await setUp();
  await checkLayout(join(it.layout, "deep/below"));
  assert.ok(!(await readdir(it.folder)).includes("layout"));
  await it.write();
  const before = await readdir(it.layout, { recursive: true });
  await checkLayout(it.layout);
  assert.deepEqual(await readdir(it.layout, { recursive: true }), before);
});

const refusalOf = (folder: string, detail: RegExp) => (error: unknown) => {
  assert.ok(error instanceof PublishError, String(error));
  assert.deepEqual([error.code, error.exitCode], ["LAYOUT_FAILED", 2]);
  assert.ok(error.message.startsWith(`${folder}: no OCI layout can be written there (`), error.message);
  assert.match(error.message, detail);
  return true;
};

test("a file is no folder for a layout, and neither is what lies below it", async () => {
  await using it = await setUp();
  await writeFile(it.layout, "a file");
  for (const folder of [it.layout, join(it.layout, "below")]) {
    await assert.rejects(checkLayout(folder), refusalOf(folder, /ENOTDIR.*choose a folder/));
    await assert.rejects(it.write({ folder }), refusalOf(folder, /ENOTDIR/));
  }
});

test("what goes wrong while the layout is written names the folder", async () => {
  await using it = await setUp();
  const blob = join(it.layout, "blobs/sha256", hexOf(it.packed.digest));
  await mkdir(blob, { recursive: true });
  await assert.rejects(it.write(), refusalOf(it.layout, /EISDIR|ENOTEMPTY/));
});

test("a folder that somebody else owns is told before anything is written", async () => {
  await using it = await setUp();
  const theirs = join(it.folder, "theirs");
  await mkdir(join(theirs, "layout"), { recursive: true });
  await chmod(it.folder, 0o755);
  await chmod(join(theirs, "layout"), 0o555);
  const checked = await checkAsNobody(join(theirs, "layout/new"));
  assert.match(checked, /^LAYOUT_FAILED: .*theirs\/layout\/new: no OCI layout can be written there \(EACCES.*\)/);
});

/** What the check says to a user without rights; root may write everywhere, and so becomes `nobody`. */
async function checkAsNobody(folder: string): Promise<string> {
  const program = `
    import { checkLayout } from ${JSON.stringify(new URL("../../src/publish/index.ts", import.meta.url))};
    if (process.getuid() === 0) process.setuid(65534);
    const say = ({ code, message }) => console.log(code + ": " + message);
    await checkLayout(${JSON.stringify(folder)}).then(() => console.log("fine"), say);`;
  return (await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program])).stdout;
}
