import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { entriesOf, type LayerEntry, type LayerFiles, LayerFilesWriter } from "../../../src/image/index.ts";
import { FileTree, walk } from "../../../src/image/tree/file-tree.ts";

/** An entry in short: `dir/` is a directory, `a = b` a hard link to b, `a:5` a file of 5 bytes. */
const entry = (text: string): LayerEntry => {
  const base = { stored: 0, size: 0, hash: undefined, target: undefined, mode: 0o644, uid: 0, gid: 0 };
  if (text.endsWith("/")) return { ...base, path: text.slice(0, -1), kind: "directory" };
  const [name = "", target] = text.split(" = ");
  if (target !== undefined) return { ...base, path: name, kind: "hardLink", target };
  const [file = "", size = "0"] = name.split(":");
  return { ...base, path: file, kind: "file", stored: Number(size), size: Number(size) };
};

const pack = (...entries: readonly string[]): LayerFiles => {
  const writer = new LayerFilesWriter();
  for (const text of entries) writer.add(entry(text));
  return writer.finish();
};

const merge = (layers: readonly LayerFiles[]) => {
  const hidden: string[] = [];
  const tree: FileTree = new FileTree({
    hidden: (id, by) => hidden.push(`${tree.files.stored(id)} ${by}`),
    whiteout: () => {},
  });
  for (const files of layers) {
    tree.startLayer();
    for (const found of entriesOf(files)) tree.apply(found);
  }
  return { tree, hidden };
};

/** `path:size` of files, `path/` of directories, in order. */
const listing = (tree: FileTree): readonly string[] => {
  const paths = new Map([[tree.root, ""]]);
  const lines: string[] = [];
  for (const { parent, name, node } of walk(tree.root)) {
    const full = `${paths.get(parent)}/${name}`;
    if (typeof node !== "number") paths.set(node, full);
    lines.push(typeof node === "number" ? `${full}:${tree.files.stored(node)}` : `${full}/`);
  }
  return lines.sort();
};

const seen = (...layers: readonly LayerFiles[]) => {
  const { tree, hidden } = merge(layers);
  return { files: listing(tree), hidden };
};

test("a later layer takes the place of what an earlier one has under the same path", () => {
  assert.deepEqual(seen(pack("/a:1", "/b:2"), pack("/a:3")), { files: ["/a:3", "/b:2"], hidden: ["1 rewritten"] });
});

test("a path twice in one tar is what it was last", () => {
  assert.deepEqual(seen(pack("/a:1", "/a:3")), { files: ["/a:3"], hidden: ["1 rewritten"] });
});

test("a directory keeps what it holds when a later layer names it again", () => {
  assert.deepEqual(seen(pack("/d/", "/d/a:1"), pack("/d/", "/d/b:2")), {
    files: ["/d/", "/d/a:1", "/d/b:2"],
    hidden: [],
  });
});

test("a file in the place of a directory removes all below, a path below a file makes it a directory", () => {
  assert.deepEqual(seen(pack("/d/e/a:1", "/d/b:2"), pack("/d:3")), {
    files: ["/d:3"],
    hidden: ["2 rewritten", "1 rewritten"],
  });
  assert.deepEqual(seen(pack("/d:3"), pack("/d/a:1")), { files: ["/d/", "/d/a:1"], hidden: ["3 rewritten"] });
});

test("a whiteout deletes what lower layers have, not what its own layer adds, wherever it stands", () => {
  for (const layer of [pack("/.wh.d", "/d/new:5"), pack("/d/new:5", "/.wh.d")]) {
    assert.deepEqual(seen(pack("/d/", "/d/old:1"), layer), { files: ["/d/", "/d/new:5"], hidden: ["1 deleted"] });
  }
  assert.deepEqual(seen(pack("/a:1"), pack("/.wh.a")), { files: [], hidden: ["1 deleted"] });
  assert.deepEqual(seen(pack("/d/e/a:1"), pack("/.wh.d")), { files: [], hidden: ["1 deleted"] });
});

test("an opaque directory hides what lower layers have in it, and stays itself", () => {
  for (const layer of [pack("/d/", "/d/.wh..wh..opq", "/d/new:5"), pack("/d/new:5", "/d/", "/d/.wh..wh..opq")]) {
    assert.deepEqual(seen(pack("/d/old:1", "/d/e/older:2", "/f:3"), layer), {
      files: ["/d/", "/d/new:5", "/f:3"],
      hidden: ["1 deleted", "2 deleted"],
    });
  }
});

test("a whiteout of something that is not there is no error, and marks of aufs are nothing", () => {
  assert.deepEqual(seen(pack("/a:1"), pack("/.wh.b", "/x/y/.wh.z", "/.wh..wh.plnk/", "/.wh..wh.aufs:0")), {
    files: ["/a:1"],
    hidden: [],
  });
});

test("bytes of hard links are seen while any of their names is", () => {
  const both = pack("/a:7", "/b = a");
  assert.deepEqual(seen(both), { files: ["/a:7", "/b:7"], hidden: [] });
  assert.deepEqual(seen(both, pack("/.wh.a")), { files: ["/b:7"], hidden: [] });
  assert.deepEqual(seen(both, pack("/.wh.a", "/b:1")), { files: ["/b:1"], hidden: ["7 rewritten"] });
  assert.deepEqual(seen(pack("/a:7", "/a = a")), { files: ["/a:7"], hidden: [] });
});

test("a hard link to nothing is an empty file", () => {
  assert.deepEqual(seen(pack("/a = gone")), { files: ["/a:0"], hidden: [] });
});

test("names that objects have of their own are names like others", () => {
  assert.deepEqual(seen(pack("/__proto__/constructor:1", "/toString:2")), {
    files: ["/__proto__/", "/__proto__/constructor:1", "/toString:2"],
    hidden: [],
  });
});

test("a whiteout that stands in a layer twenty thousand times is walked once", () => {
  const files = Array.from({ length: 20_000 }, (_, i) => `/d/e/${i}:1`);
  const whiteouts = files.flatMap(() => ["/d/.wh..wh..opq", "/.wh.d", "/d/e/.wh..wh..opq"]);
  const start = performance.now();
  const { files: left } = seen(pack("/d/e/old:1", "/d/gone/old:1"), pack(...files, ...whiteouts));
  assert.equal(left.length, files.length + 2);
  assert.ok(performance.now() - start < 3000); // half a minute when each of them is walked
});

test("a path of thousands of directories is merged, and taken away again", () => {
  const deep = "/d".repeat(16_000);
  const { tree } = merge([pack(`${deep}/a:1`)]);
  assert.equal(listing(tree).length, 16_001);
  assert.deepEqual(seen(pack(`${deep}/a:1`), pack("/.wh.d")).hidden, ["1 deleted"]);
  assert.deepEqual(seen(pack(`${deep}/a:1`), pack("/d:1")).hidden, ["1 rewritten"]);
});

/** Repeatable numbers, mulberry32. */
const random = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
};

const NAMES = ["a", "b", "c"];

const randomLayer = (below: (n: number) => number): readonly string[] =>
  Array.from({ length: 1 + below(8) }, () => {
    const parts = Array.from({ length: 1 + below(3) }, () => NAMES[below(NAMES.length)]);
    const name = parts.join("/");
    const parent = parts
      .slice(0, -1)
      .map((part) => `${part}/`)
      .join("");
    switch (below(8)) {
      case 0:
      case 1:
        return `/${name}/`;
      case 2:
        return `/${parent}.wh.${parts.at(-1)}`;
      case 3:
        return `/${name}/.wh..wh..opq`;
      default:
        return `/${name}:${1 + below(99)}`;
    }
  });

/** The same on a disk: whiteouts of a layer first, since they concern lower layers, then what it adds. */
const unpack = (root: string, layer: readonly string[]): void => {
  for (const text of layer) {
    const at = path.join(root, path.dirname(text));
    const name = path.basename(text);
    if (!name.startsWith(".wh.") || !isDirectory(at, root)) continue;
    if (name === ".wh..wh..opq") for (const child of readdirSync(at)) rmSync(path.join(at, child), { recursive: true });
    else rmSync(path.join(at, name.slice(4)), { recursive: true, force: true });
  }
  for (const text of layer) if (!text.includes(".wh.")) place(root, entry(text));
};

const isDirectory = (folder: string, root: string): boolean => {
  for (let at = folder; at.length >= root.length; at = path.dirname(at)) {
    if (!existsSync(at) || !lstatSync(at).isDirectory()) return false;
  }
  return true;
};

const place = (root: string, { path: name, kind, stored }: LayerEntry): void => {
  const target = path.join(root, name);
  makeFolder(root, path.dirname(target));
  if (kind === "directory") makeFolder(root, target);
  else {
    rmSync(target, { recursive: true, force: true });
    writeFileSync(target, "x".repeat(stored));
  }
};

const makeFolder = (root: string, folder: string): void => {
  const parts = path
    .relative(root, folder)
    .split("/")
    .filter((part) => part !== "");
  parts.reduce((above, part) => {
    const at = path.join(above, part);
    if (existsSync(at) && !lstatSync(at).isDirectory()) rmSync(at);
    mkdirSync(at, { recursive: true });
    return at;
  }, root);
};

const listDisk = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .map((found) => {
      const full = path.join(found.parentPath, found.name);
      return `/${path.relative(root, full)}${found.isDirectory() ? "/" : `:${lstatSync(full).size}`}`;
    })
    .sort();

/** What an opaque mark leaves of directories that no entry names is a matter of taste: only files are compared. */
const filesIn = (lines: readonly string[]): readonly string[] => lines.filter((line) => !line.endsWith("/"));

test("random layers merge to what unpacking them one over the other gives", () => {
  for (let seed = 0; seed < 400; seed++) {
    const below = random(seed);
    const layers = Array.from({ length: 1 + below(4) }, () => randomLayer(below));
    const root = mkdtempSync(path.join(os.tmpdir(), "tree-"));
    for (const layer of layers) unpack(root, layer);
    const { tree } = merge(layers.map((layer) => pack(...layer)));
    assert.deepEqual(filesIn(listing(tree)), filesIn(listDisk(root)), `seed ${seed}: ${JSON.stringify(layers)}`);
    rmSync(root, { recursive: true });
  }
});
