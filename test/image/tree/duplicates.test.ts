import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { silentLog } from "../../../src/core/log.ts";
import { findDuplicates, identifySource, type LayerFiles, readImages } from "../../../src/image/index.ts";
import { mergeLayers } from "../../../src/image/tree/merge.ts";
import { fixturePath, readFixture, withoutFixtures } from "../../support/fixtures.ts";
import { packEntries } from "../../support/pack-entries.ts";
import { seeded } from "../../support/random.ts";

const readLayers = async (name: string): Promise<readonly LayerFiles[]> => {
  const source = await identifySource(fixturePath(`images/${name}.tar.gz`));
  const [image] = await readImages(source, { log: silentLog, env: {} });
  return image?.layers.map((layer) => layer.files) ?? [];
};

test("files that no container sees are named with their layer and the one that hides them, largest first", () => {
  const layers = [
    packEntries("/a:10", "/d/e/x:20", "/f:1", "/f:2"),
    packEntries("/a:11", "/.wh.d"),
    packEntries("/a:12"),
  ];
  assert.deepEqual(findDuplicates(layers, 10).hidden, [
    { path: "/d/e/x", contentSize: 20, layer: 1, by: "deleted", byLayer: 2 },
    { path: "/a", contentSize: 11, layer: 2, by: "rewritten", byLayer: 3 },
    { path: "/a", contentSize: 10, layer: 1, by: "rewritten", byLayer: 2 },
    { path: "/f", contentSize: 1, layer: 1, by: "rewritten", byLayer: 1 },
  ]);
  assert.equal(findDuplicates(layers, 2).hidden.length, 2);
});

test("the hidden files of random layers are all hidden bytes", () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = seeded(seed);
    const layers = Array.from({ length: 1 + random.below(4) }, () =>
      packEntries(
        ...Array.from({ length: 6 }, () => {
          const path = `/${random.pick(["a", "b"])}/${random.pick(["a", "b"])}`;
          return random.chance(0.2) ? path.replace(/\/(\w)$/, "/.wh.$1") : `${path}:${1 + random.below(50)}`;
        }),
      ),
    );
    const sum = findDuplicates(layers, 100).hidden.reduce((bytes, file) => bytes + file.contentSize, 0);
    assert.equal(sum, mergeLayers(layers).hidden.contentSize, `seed ${seed}`);
  }
});

const manifestSchema = v.object({
  images: v.array(
    v.object({
      name: v.string(),
      duplicateFiles: v.optional(v.object({ groups: v.number(), wastedBytes: v.number() })),
    }),
  ),
});

// Images in which no path is in two layers: what was recorded counts all files of all layers.
for (const name of [
  "build-image-dup-small",
  "app-rev-a",
  "layered-dup-small",
  "build-image-nixdb",
  "layered-fakeroot",
]) {
  test(`identical files of ${name} are those that sha256sum found`, { skip: withoutFixtures }, async () => {
    const { images } = v.parse(manifestSchema, JSON.parse(readFixture("manifest.json")));
    const recorded = images.find((image) => image.name === name)?.duplicateFiles;
    const { identical, hidden } = findDuplicates(await readLayers(name), 1000);
    assert.deepEqual({ groups: identical.groups, wastedBytes: identical.contentSize }, recorded);
    assert.equal(identical.largest.length, recorded?.groups);
    assert.deepEqual(hidden, []);
  });
}

test("of a real image with whiteouts, the hidden files are what its tars' listings tell", {
  skip: withoutFixtures,
}, async () => {
  const { hidden } = findDuplicates(await readLayers("layered-whiteout"), 10);
  assert.deepEqual(
    hidden.map(({ path, ...file }) => [path.split("/").at(-1), file]),
    [
      ["hello-static", { contentSize: 8736, layer: 4, by: "rewritten", byLayer: 6 }],
      ["file", { contentSize: 6, layer: 5, by: "deleted", byLayer: 7 }],
    ],
  );
});
