import assert from "node:assert/strict";
import { test } from "node:test";
import { silentLog } from "../../../src/core/log.ts";
import {
  diffLayer,
  identifySource,
  type LayerChanges,
  type LayerFiles,
  listFolder,
  readImages,
} from "../../../src/image/index.ts";
import { fixturePath, withoutFixtures } from "../../support/fixtures.ts";
import { packEntries } from "../../support/pack-entries.ts";
import { type Random, seeded } from "../../support/random.ts";

const diff = (layers: readonly LayerFiles[], path = "/", limit = 100): LayerChanges => {
  const changes = diffLayer(layers, { index: layers.length - 1, path, limit });
  assert.ok(changes !== undefined);
  return changes;
};

/** `A /path 5`, `M /path 5←3`, `D /path/ ←3`, heaviest first. */
const brief = ({ changes }: LayerChanges): readonly string[] =>
  changes.map(({ kind, path, directory, contentSize, before, sameContent }) => {
    const name = `${path}${directory ? "/" : ""}`;
    if (kind === "added") return `A ${name} ${contentSize}`;
    if (kind === "removed") return `D ${name} ←${before}`;
    return `M ${name} ${contentSize}←${before}${sameContent ? " same" : ""}`;
  });

test("what a layer adds, changes and removes is told, new folders as one", () => {
  const layers = [
    packEntries("/etc/", "/etc/a:10#1", "/etc/b:20#2", "/opt/x/y:30", "/opt/z:4"),
    packEntries("/etc/", "/etc/a:10#1", "/etc/b:25#3", "/srv/", "/srv/deep/n:7", "/opt/.wh.x", "/new:1"),
  ];
  const changes = diff(layers);
  assert.deepEqual(brief(changes), ["D /opt/x/ ←30", "M /etc/b 25←20", "M /etc/a 10←10 same", "A /srv/ 7", "A /new 1"]);
  assert.deepEqual(
    { ...changes, changes: undefined },
    {
      added: { files: 2, contentSize: 8, before: 0 },
      changed: { files: 2, contentSize: 35, before: 30 },
      removed: { files: 1, contentSize: 0, before: 30 },
      sameContent: 10,
      repeated: 0,
      changes: undefined,
      changeCount: 5,
    },
  );
});

test("the first layer adds all that it has", () => {
  assert.deepEqual(brief(diff([packEntries("/a/b:5", "/c:1", "/a/.wh.x")])), ["A /a/ 5", "A /c 1"]);
});

test("a folder that is made opaque, or anew, loses what it does not get again", () => {
  const below = packEntries("/d/", "/d/keep:5#1", "/d/gone:6", "/d/sub/s:7");
  const expected = ["D /d/sub/ ←7", "D /d/gone ←6", "M /d/keep 5←5 same"];
  assert.deepEqual(brief(diff([below, packEntries("/d/.wh..wh..opq", "/d/keep:5#1")])), expected);
  assert.deepEqual(brief(diff([below, packEntries("/.wh.d", "/d/", "/d/keep:5#1")])), expected);
  assert.deepEqual(
    brief(diff([below, packEntries("/d/keep:5#1", "/d/.wh..wh..opq", "/.wh.d", "/d/.wh.gone")])),
    expected,
  );
  assert.deepEqual(brief(diff([below, packEntries("/d/.wh..wh..opq")])), [
    "D /d/sub/ ←7",
    "D /d/gone ←6",
    "D /d/keep ←5",
  ]);
});

test("a file in the place of a folder is a change of all that was below, and a whiteout below counts nothing more", () => {
  const below = packEntries("/d/a:5", "/d/b:6");
  assert.deepEqual(
    brief(diff([below, packEntries("/d:1", "/d/.wh.a")])),
    brief(diff([below, packEntries("/d/.wh.a", "/d:1")])),
  );
  assert.deepEqual(brief(diff([below, packEntries("/d:1")])), ["M /d 1←11"]);
  assert.deepEqual(brief(diff([packEntries("/f:3"), packEntries("/f/x:1")])), ["M /f/ 1←3"]);
});

test("a path that stands twice in the layer counts once, and what it hides is told apart", () => {
  const changes = diff([packEntries("/a:1"), packEntries("/a:2", "/a:3", "/b:4", "/b:5")]);
  assert.deepEqual(brief(changes), ["A /b 5", "M /a 3←1"]);
  assert.equal(changes.repeated, 6);
});

test("a whiteout of nothing is nothing, and one of aufs' own marks is no whiteout", () => {
  assert.deepEqual(brief(diff([packEntries("/a:1"), packEntries("/.wh.b", "/.wh..wh.plnk/", "/x/.wh..wh..opq")])), []);
});

test("a folder can be looked at alone, also where something above it is taken away", () => {
  const below = packEntries("/a/b/c:5", "/a/d:6", "/ab:1");
  const layers = [below, packEntries("/.wh.a", "/a/b/n:2", "/z:9")];
  assert.deepEqual(brief(diff(layers)), ["A /z 9", "D /a/d ←6", "D /a/b/c ←5", "A /a/b/n 2"]);
  assert.deepEqual(brief(diff(layers, "/a/b")), ["D /a/b/c ←5", "A /a/b/n 2"]);
  assert.deepEqual(brief(diff(layers, "/a/d")), ["D /a/d ←6"]);
  assert.equal(diffLayer(layers, { index: 1, path: "/absent", limit: 5 }), undefined);
});

test("thousands of folders in each other, all of them taken away and made anew, are walked once", () => {
  const folders = Array.from({ length: 4000 }, (_, depth) => "/d".repeat(depth + 1));
  const below = packEntries(...folders.map((folder) => `${folder}/old:1`));
  const above = packEntries(...folders.flatMap((folder) => [`${folder}/.wh..wh..opq`, `${folder}/new:2`]));
  const started = performance.now();
  const { added, removed } = diff([below, above]);
  assert.deepEqual([added.contentSize, removed.before], [8000, 4000]);
  assert.ok(performance.now() - started < 10_000);
});

const NAMES = ["a", "b", "c"];

const randomLayer = (random: Random): readonly string[] =>
  Array.from({ length: 1 + random.below(8) }, () => {
    const parts = Array.from({ length: 1 + random.below(3) }, () => random.pick(NAMES));
    const parent = parts
      .slice(0, -1)
      .map((part) => `/${part}`)
      .join("");
    switch (random.below(8)) {
      case 0:
        return `/${parts.join("/")}/`;
      case 1:
      case 2:
        return `${parent}/.wh.${parts.at(-1)}`;
      case 3:
        return `/${parts.join("/")}/.wh..wh..opq`;
      default:
        return `/${parts.join("/")}:${1 + random.below(99)}`;
    }
  });

/** What a container sees at a path, in bytes; the listing follows no links here, since there are none. */
const visibleBytes = (layers: readonly LayerFiles[], path: string): number => {
  const answer = listFolder(layers, path, 1);
  return answer.kind === "listed" ? answer.listing.contentSize : 0;
};

test("of random layers, what is there before and the changes give what is there after, at every folder", () => {
  let compared = 0;
  for (let seed = 0; seed < 1500; seed++) {
    const random = seeded(seed);
    const texts = Array.from({ length: 1 + random.below(4) }, () => randomLayer(random));
    const layers = texts.map((texts) => packEntries(...texts));
    const index = layers.length - 1;
    for (const path of ["/", "/a", "/a/b", "/b", "/c/a"]) {
      const changes = diffLayer(layers, { index, path, limit: 1000 });
      if (changes === undefined) continue;
      compared += 1;
      const { added, changed, removed, changes: rows, changeCount } = changes;
      const before = visibleBytes(layers.slice(0, index), path);
      const after = before + added.contentSize + changed.contentSize - changed.before - removed.before;
      const where = `seed ${seed} ${path}: ${JSON.stringify(texts)}`;
      assert.equal(after, visibleBytes(layers, path), where);
      assert.equal(rows.length, changeCount, where);
      const sumOf = (kind: string): number =>
        rows.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.contentSize + row.before, 0);
      assert.deepEqual(
        [sumOf("added"), sumOf("changed"), sumOf("removed")],
        [added.contentSize, changed.contentSize + changed.before, removed.before],
        where,
      );
      if (path === "/")
        assert.equal(added.contentSize + changed.contentSize + changes.repeated, bytesOf(texts.at(-1) ?? []), where);
    }
  }
  assert.ok(compared > 3000, String(compared));
});

const bytesOf = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Number(/:(\d+)$/.exec(text)?.[1] ?? 0), 0);

test("the changes of real layers are those that the listings of their tars tell", {
  skip: withoutFixtures,
}, async () => {
  const archive = fixturePath("images/layered-whiteout.tar.gz");
  const [image] = await readImages(await identifySource(archive), { log: silentLog, env: {} });
  const layers = image?.layers.map((layer) => layer.files) ?? [];
  // python3: tarfile.open(fileobj=layer) of the sixth and the seventh layer, against the names of all before.
  assert.deepEqual(brief(diff(layers)), [
    "D /home/app/file ←6",
    "A /etc/new 4",
    "M /bin/hello-static 0←0 same",
    "D /etc/group ←0",
    "D /etc/nsswitch.conf ←0",
    "D /etc/passwd ←0",
  ]);
  const hello = "/nix/store/94jx3d4rynvli25842w0m8xfk9pcriqr-hello-static-1.0.0/bin/hello-static";
  assert.deepEqual(brief(diff(layers.slice(0, 6))), [`M ${hello} 8736←8736 same`]);
});
