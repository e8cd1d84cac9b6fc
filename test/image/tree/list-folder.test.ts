import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { silentLog } from "../../../src/core/log.ts";
import {
  type FolderListing,
  identifySource,
  type LayerFiles,
  listFolder,
  readImages,
} from "../../../src/image/index.ts";
import { fixturePath, withoutFixtures } from "../../support/fixtures.ts";
import { packEntries } from "../../support/pack-entries.ts";
import { diskUse, unpackArchive } from "../../support/unpacked.ts";

const list = (layers: readonly LayerFiles[], folder = "/", limit = 100): FolderListing => {
  const answer = listFolder(layers, folder, limit);
  assert.ok(answer.kind === "listed", JSON.stringify(answer));
  return answer.listing;
};

const namesOf = ({ entries }: FolderListing): readonly string[] => entries.map((entry) => entry.path);

test("a folder weighs what all files below it do, and says which layers they come from", () => {
  const layers = [packEntries("/a/", "/a/b/c:5", "/a/d:7", "/e:1"), packEntries("/a/d:9", "/x -> /a/d")];
  assert.deepEqual(list(layers), {
    path: "/",
    contentSize: 15,
    files: 4,
    directories: 2,
    layers: [1, 2],
    entries: [
      { path: "/a", kind: "directory", contentSize: 14, files: 2, layers: [1, 2] },
      { path: "/e", kind: "file", contentSize: 1, files: 1, layers: [1] },
      { path: "/x", kind: "symlink", contentSize: 0, files: 1, layers: [2], target: "/a/d" },
    ],
    entryCount: 3,
    largest: [
      { path: "/a/d", kind: "file", contentSize: 9, files: 1, layers: [2] },
      { path: "/a/b/c", kind: "file", contentSize: 5, files: 1, layers: [1] },
      { path: "/e", kind: "file", contentSize: 1, files: 1, layers: [1] },
    ],
  });
});

test("what is above a symlinked folder is what is above its target, in a path and in a link", () => {
  const layers = [packEntries("/a/x:1", "/b/c/", "/b/x:2", "/a/l -> /b/c", "/out -> a/l/../x", "/top -> ../../b/../a")];
  assert.equal(list(layers, "/a/l/../x").path, "/b/x");
  assert.equal(list(layers, "/out").path, "/b/x");
  assert.equal(list(layers, "/top/../../a/./x").path, "/a/x");
  assert.equal(listFolder(layers, "/a/gone/../x", 10).kind, "missing");
});

test("a limit keeps the largest, and the sums speak of all", () => {
  const layer = packEntries(...Array.from({ length: 500 }, (_, index) => `/f${index}:${index}`));
  const { entries, largest, entryCount, contentSize } = list([layer], "/", 3);
  const largestThree = ["/f499", "/f498", "/f497"];
  assert.deepEqual(
    [entries, largest].map((rows) => rows.map((row) => row.path)),
    [largestThree, largestThree],
  );
  assert.deepEqual([entryCount, contentSize], [500, (499 * 500) / 2]);
});

test("bytes of hard links count once in each folder and once in all", () => {
  const listing = list([packEntries("/a/x:10", "/b/y = /a/x", "/b/z = /a/x")]);
  assert.deepEqual(
    [listing.contentSize, listing.files, ...listing.entries.map((entry) => entry.contentSize)],
    [10, 3, 10, 10],
  );
  assert.equal(listing.largest.length, 1);
});

test("links on the way are followed as in a container: absolute, relative, through others, out at the top", () => {
  const layers = [
    packEntries(
      "/nix/app/bin/tool:3",
      "/bin -> nix/app/bin",
      "/usr/bin -> ../bin",
      "/up -> ../../../usr",
      "/l1 -> /l2",
    ),
    packEntries("/l2 -> l1"),
  ];
  assert.equal(list(layers, "/bin").path, "/nix/app/bin");
  assert.equal(list(layers, "usr/bin/").path, "/nix/app/bin");
  assert.deepEqual(namesOf(list(layers, "/up/bin/../bin/./tool")), ["/nix/app/bin/tool"]);
  assert.deepEqual(listFolder(layers, "/l1", 5), { kind: "missing", near: ["/l1", "/l2"], link: "/l1" });
});

test("what is not there is answered with what may have been meant", () => {
  const layers = [packEntries("/usr/bin/tool:3", "/usr/lib/", "/usr/share/")];
  assert.deepEqual(listFolder(layers, "/usr/bni", 5), { kind: "missing", near: ["/usr/bin"] });
  assert.deepEqual(listFolder(layers, "/usr/bin/tool/x", 5), { kind: "missing", near: ["/usr/bin/tool"] });
});

test("names that are no UTF-8 are listed and told apart; a name is asked for as it is read", () => {
  const layers = [packEntries("/na\xc3\xafve/x:1", "/\xff:2")];
  assert.deepEqual(namesOf(list(layers)), ["/\\xff", "/naïve"]);
  assert.deepEqual(namesOf(list(layers, "/naïve")), ["/naïve/x"]);
});

test("a path of thousands of folders is listed, and found again by its whole length", () => {
  const deep = "/d".repeat(16_000);
  const layers = [packEntries(`${deep}/a:7`)];
  assert.deepEqual([list(layers).contentSize, list(layers).directories], [7, 16_000]);
  assert.deepEqual(namesOf(list(layers, deep)), [`${deep}/a`]);
});

for (const name of ["app-rev-a", "base", "build-image-dup-small", "layered-whiteout", "layered-fakeroot", "merged"]) {
  test(`every folder of ${name} weighs what tar unpacks there`, { skip: withoutFixtures }, async () => {
    const archive = fixturePath(`images/${name}.tar.gz`);
    const [image] = await readImages(await identifySource(archive), { log: silentLog, env: {} });
    const layers = image?.layers.map((layer) => layer.files) ?? [];
    const { dir, root } = await unpackArchive(archive);
    const folders = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((found) => found.isDirectory())
      .map((found) => path.join(found.parentPath, found.name).slice(root.length))
      .filter((folder) => folder !== "/dev");
    assert.ok(folders.length > 3, String(folders.length));
    for (const folder of folders) {
      const { contentSize, files, directories, entries } = list(layers, folder, 1000);
      assert.deepEqual({ contentSize, files, directories }, diskUse(path.join(root, folder)), folder);
      assert.deepEqual(
        namesOf({ entries } as FolderListing)
          .map((entry) => path.basename(entry))
          .sort(),
        readdirSync(path.join(root, folder)).sort(),
      );
    }
    assert.equal(list(layers, "/").contentSize, diskUse(root).contentSize);
    rmSync(dir, { recursive: true });
  });
}
