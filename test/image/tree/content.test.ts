import assert from "node:assert/strict";
import { test } from "node:test";
import { type LayerEntry, type LayerFiles, LayerFilesWriter } from "../../../src/image/index.ts";
import { summarizeContent } from "../../../src/image/tree/content.ts";
import { mergeLayers } from "../../../src/image/tree/merge.ts";
import { STORE_A, STORE_B } from "../../support/archives.ts";

const file = (path: string, stored: number, hash?: bigint): LayerEntry => ({
  ...{ path, kind: "file", stored, size: stored, hash, target: undefined, mode: 0o444, uid: 0, gid: 0 },
});

const link = (path: string, target: string): LayerEntry => ({ ...file(path, 0), kind: "hardLink", target });

const pack = (...entries: readonly LayerEntry[]): LayerFiles => {
  const writer = new LayerFilesWriter();
  for (const entry of entries) writer.add(entry);
  return writer.finish();
};

/** The facts about layers put on top of each other. */
const summarize = (layers: readonly LayerFiles[]) => summarizeContent(mergeLayers(layers));

test("what a container sees and what it does not are all bytes of the layers", () => {
  const facts = summarize([
    pack(file("/etc/a", 10), file(`${STORE_A}/lib`, 100), file("/gone", 7)),
    pack(file("/etc/a", 20), file("/.wh.gone", 0), file(`${STORE_A}/lib`, 100)),
  ]);
  assert.deepEqual(facts.visible, { files: 2, directories: 4, contentSize: 120 });
  assert.deepEqual(facts.hidden, {
    contentSize: 117,
    rewritten: 110,
    deleted: 7,
    layers: [117, 0],
    owners: [
      { path: STORE_A, contentSize: 100 },
      { path: undefined, contentSize: 17 },
    ],
  });
});

test("files of one content count once, hard links not at all, and copies out of the store are told", () => {
  const facts = summarize([
    pack(
      file(`${STORE_A}/bin/tool`, 50, 1n),
      file("/bin/tool", 50, 1n),
      file(`${STORE_A}/x`, 30, 2n),
      file(`${STORE_B}/x`, 30, 2n),
      file(`${STORE_B}/y`, 30, 2n),
      file(`${STORE_B}/alone`, 999, 3n),
      link("/bin/linked", "bin/tool"),
      file("/empty", 0),
      file("/empty-too", 0),
    ),
  ]);
  assert.deepEqual(facts.identical, {
    contentSize: 50 + 60,
    copiedFromStore: 50,
    groups: 2,
    largest: [
      {
        size: 30,
        files: 3,
        contentSize: 60,
        copiedFromStore: false,
        paths: [`${STORE_A}/x`, `${STORE_B}/x`, `${STORE_B}/y`],
      },
      { size: 50, files: 2, contentSize: 50, copiedFromStore: true, paths: ["/bin/tool", `${STORE_A}/bin/tool`] },
    ],
  });
});

test("content that a later layer hides is not there twice", () => {
  const facts = summarize([pack(file("/a", 5, 1n), file("/b", 5, 1n)), pack(file("/.wh.b", 0))]);
  assert.equal(facts.identical.contentSize, 0);
});

test("names that are no UTF-8 are shown byte by byte", () => {
  const facts = summarize([pack(file("/\xe4", 5, 1n), file("/\xe5", 5, 1n))]);
  assert.deepEqual(facts.identical.largest[0]?.paths, ["/\\xe4", "/\\xe5"]);
});

test("efficiency follows dive: all copies of a repeated path are wasted, the score keeps the smallest", () => {
  const facts = summarize([pack(file("/a", 100), file("/b", 300)), pack(file("/a", 100))]);
  assert.deepEqual(facts.efficiency, { score: 400 / 500, wastedBytes: 200 });
});

test("to dive a deleted file wastes all of its bytes, a deleted directory only what it finds below", () => {
  const directory: LayerEntry = { ...file("/d", 0), kind: "directory" };
  const lower = pack(file("/a", 100), directory, file("/d/x", 50));
  assert.deepEqual(summarize([lower, pack(file("/.wh.a", 0))]).efficiency, {
    score: 50 / 150,
    wastedBytes: 100,
  });
  assert.deepEqual(summarize([lower, pack(file("/.wh.d", 0))]).efficiency, { score: 1, wastedBytes: 0 });
});

test("an image without bytes is as efficient as can be", () => {
  assert.deepEqual(summarize([]).efficiency, { score: 1, wastedBytes: 0 });
});
