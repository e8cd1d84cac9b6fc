import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { silentLog } from "../../src/core/log.ts";
import { type Image, identifySource, type Layer, readImages } from "../../src/image/index.ts";
import { summarizeContent } from "../../src/image/tree/content.ts";
import { mergeLayers } from "../../src/image/tree/merge.ts";

/** Images that the real dockerTools made, with figures that independent tools took. */
const dir = process.env["NIX_IMAGE_FIXTURES"];
const skip = dir === undefined ? "NIX_IMAGE_FIXTURES is not set: recorded images of dockerTools are not here" : false;

interface ManifestLayer {
  readonly tarBytes: number;
  readonly entries: number;
  readonly fileBytes: number;
  readonly storePaths: Readonly<Record<string, { readonly entries: number; readonly fileBytes: number }>>;
}

interface ManifestImage {
  readonly repoTags: readonly string[] | null;
  readonly configSha256: string;
  readonly diffIds: readonly string[];
  readonly layers: readonly ManifestLayer[];
}

interface Fixture {
  readonly file: string;
  readonly images: readonly ManifestImage[];
}

const readFixtures = async (): Promise<readonly Fixture[]> => {
  const manifest = JSON.parse(await readFile(path.join(dir ?? "", "manifest.json"), "utf8")) as { images: Fixture[] };
  return manifest.images.filter((fixture) => !fixture.file.endsWith(".json"));
};

/** Our layer in the manifest's terms. */
const measure = (layer: Layer): ManifestLayer => {
  const owners = [...layer.shares].map(([storePath, share]) => [path.basename(storePath), share] as const);
  const all = layer.root.entries === 0 ? owners : [["(root)", layer.root] as const, ...owners];
  return {
    tarBytes: layer.uncompressedSize,
    entries: all.reduce((sum, [, share]) => sum + share.entries, 0),
    fileBytes: layer.uncompressedSize - layer.tarOverhead,
    storePaths: Object.fromEntries(
      all.map(([name, share]) => [name, { entries: share.entries, fileBytes: share.contentSize }]),
    ),
  };
};

const wanted = (layer: ManifestLayer): ManifestLayer => ({
  tarBytes: layer.tarBytes,
  entries: layer.entries,
  fileBytes: layer.fileBytes,
  storePaths: layer.storePaths,
});

const facts = (image: Image): unknown => ({
  repoTags: image.repoTags,
  config: image.configDigest,
  diffIds: image.layers.map((layer) => layer.diffId),
  layers: image.layers.map(measure),
});

test("every recorded docker-archive reads as independent tools measured it", { skip }, async (t) => {
  const fixtures = await readFixtures();
  assert.ok(fixtures.length >= 49, `${fixtures.length} archives`);
  for (const fixture of fixtures) {
    await t.test(fixture.file, async () => {
      const images = await readImages(await identifySource(path.join(dir ?? "", fixture.file)), {
        log: silentLog,
        env: {},
      });
      assert.deepEqual(
        images.map(facts),
        fixture.images.map((image) => ({
          repoTags: image.repoTags ?? [],
          config: `sha256:${image.configSha256}`,
          diffIds: image.diffIds,
          layers: image.layers.map(wanted),
        })),
      );
    });
  }
});

test("the shares of every recorded layer add up to its bytes", { skip }, async () => {
  for (const fixture of await readFixtures()) {
    const images = await readImages(await identifySource(path.join(dir ?? "", fixture.file)), {
      log: silentLog,
      env: {},
    });
    for (const layer of images.flatMap((image) => image.layers)) {
      const content = [...layer.shares.values()].reduce(
        (sum, share) => sum + share.contentSize,
        layer.root.contentSize,
      );
      assert.equal(content + layer.tarOverhead, layer.uncompressedSize, `${fixture.file} ${layer.member}`);
    }
  }
});

test("the members of a recorded stream are named by the diffIds that are read", { skip }, async () => {
  const file = path.join(dir ?? "", "stream", "stream-small.stdout.tar");
  const [image] = await readImages(await identifySource(file), { log: silentLog, env: {} });
  assert.ok((image?.layers.length ?? 0) > 1);
  for (const layer of image?.layers ?? [])
    assert.equal(layer.member, `${layer.diffId.slice("sha256:".length)}/layer.tar`);
});

test("what skopeo and crane wrote as OCI archives has the layers of the docker-archive", { skip }, async () => {
  const read = async (name: string): Promise<readonly Image[]> =>
    readImages(await identifySource(path.join(dir ?? "", name)), { log: silentLog, env: {} });
  const facts = (images: readonly Image[]): unknown => images[0]?.layers.map((layer) => [layer.diffId, measure(layer)]);
  for (const name of [
    "layered-fakeroot",
    "layered-from-dup-small",
    "layered-notag",
    "layered-whiteout",
    "build-image-small",
  ]) {
    assert.deepEqual(
      facts(await read(`oci/${name}.oci-archive.tar`)),
      facts(await read(`images/${name}.tar.gz`)),
      name,
    );
  }
  const zstd = await read("oci/layered-fakeroot.zstd.oci-archive.tar");
  assert.deepEqual(facts(zstd), facts(await read("images/layered-fakeroot.tar.gz")));
  const platforms = (await read("oci/multiarch.oci-layout.tar")).map((image) => image.platform.architecture);
  assert.deepEqual(platforms.toSorted(), ["amd64", "arm64"]);
});

test("what a container sees and what it does not are all bytes of every recorded image", { skip }, async () => {
  for (const fixture of await readFixtures()) {
    const file = path.join(dir ?? "", fixture.file);
    for (const image of await readImages(await identifySource(file), { log: silentLog, env: {} })) {
      const { visible, hidden } = summarizeContent(mergeLayers(image.layers.map(({ files }) => files)));
      const stored = image.layers.reduce((sum, layer) => sum + layer.uncompressedSize - layer.tarOverhead, 0);
      assert.equal(visible.contentSize + hidden.contentSize, stored, fixture.file);
      assert.equal(
        hidden.layers.reduce((sum, bytes) => sum + bytes, 0),
        hidden.contentSize,
        fixture.file,
      );
    }
  }
});

/** Efficiency and wasted bytes as dive 0.13.2 gives them in its JSON; the first two are the only ones that have any. */
const DIVE: Readonly<Record<string, readonly [score: number, wastedBytes: number]>> = {
  "layered-whiteout": [0.5040844111640572, 17478],
  "layered-from-dup-small": [0.6615384615384615, 18304],
  "build-image-dup-small": [1, 0],
  "build-image-from-small": [1, 0],
  "layered-fakeroot": [1, 0],
  "layered-from-pulled": [1, 0],
  "layered-longname": [1, 0],
  "app-rev-a": [1, 0],
};

test("efficiency is what dive says", { skip }, async () => {
  for (const [name, [score, wastedBytes]] of Object.entries(DIVE)) {
    const source = await identifySource(path.join(dir ?? "", `images/${name}.tar.gz`));
    const [image] = await readImages(source, { log: silentLog, env: {} });
    const facts = summarizeContent(mergeLayers((image?.layers ?? []).map(({ files }) => files)));
    assert.deepEqual(facts.efficiency, { score, wastedBytes }, name);
  }
});
