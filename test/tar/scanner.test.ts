import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { absolutePath, type TarEntry, TarError, TarScanner, textOfName } from "../../src/tar/index.ts";
import { makeTar } from "../support/archives.ts";

interface Scanned extends TarEntry {
  readonly content: string;
}

/** Every entry with its body, `step` bytes pushed at a time. */
const scan = (bytes: Buffer, step = bytes.length): readonly Scanned[] => {
  const entries: (TarEntry & { content: string })[] = [];
  const scanner = new TarScanner("layer.tar", {
    entry: (entry) => entries.push({ ...entry, content: "" }) > 0,
    body: (piece) => {
      (entries.at(-1) as { content: string }).content += piece.toString("latin1");
    },
  });
  for (let at = 0; at < bytes.length; at += step) scanner.push(bytes.subarray(at, at + step));
  scanner.end();
  return entries;
};

const file = (name: string, content: string): Scanned => ({
  path: name,
  kind: "file",
  stored: content.length,
  size: content.length,
  sparse: false,
  target: undefined,
  mode: 0o644,
  uid: 0,
  gid: 0,
  content,
});

const other = (name: string, kind: TarEntry["kind"], target?: string): Scanned => ({
  ...file(name, ""),
  mode: kind === "directory" ? 0o755 : 0o644,
  kind,
  target,
});

const bytesOf = (text: string): string => Buffer.from(text).toString("latin1");

const LONG = `nix/store/${"d".repeat(90)}/${"f".repeat(120)}`;

const sample = (): Promise<Buffer> =>
  makeTar([
    { name: "dir/", type: "directory" },
    { name: LONG, content: "long" },
    { name: "./ünïcode", content: "u".repeat(700) },
    { name: "fifo", type: "fifo" },
    { name: "hard", type: "link", linkname: "dir" },
    { name: "soft", type: "symlink", linkname: `/${LONG}` },
  ]);

const EXPECTED: readonly Scanned[] = [
  other("/dir", "directory"),
  file(`/${LONG}`, "long"),
  file(bytesOf("/ünïcode"), "u".repeat(700)),
  other("/fifo", "special"),
  other("/hard", "hardLink", "dir"),
  other("/soft", "symlink", `/${LONG}`),
];

const isTarError =
  (code: TarError["code"]) =>
  (error: unknown): boolean =>
    error instanceof TarError && error.code === code;

test("entries are the same however the bytes are cut", async () => {
  const bytes = await sample();
  for (const step of [1, 7, 511, 512, 513, 4096, bytes.length]) assert.deepEqual(scan(bytes, step), EXPECTED);
});

test("a body that nobody wants may be left out", async () => {
  const bytes = await makeTar([
    { name: "a", content: "a".repeat(5000) },
    { name: "b", type: "symlink", linkname: "a" },
    { name: "c", content: "c" },
  ]);
  const header = Buffer.from(bytes.subarray(0, 512));
  header[156] = 0x67; // a global header: its body is nobody's
  setChecksum(header);
  const names: string[] = [];
  const scanner = new TarScanner("layer.tar", { entry: ({ path }) => names.push(path) < 0, body: () => {} });
  scanner.push(header);
  assert.equal(scanner.passable, 5120);
  scanner.pass();
  scanner.push(bytes.subarray(512 + 5120));
  assert.deepEqual(names, ["/b", "/c"]);
});

test("an entry may not follow the end marker, and nothing behind it is read", async () => {
  const bytes = await sample();
  const garbage = Buffer.concat([bytes, Buffer.from("garbage ".repeat(64))]);
  assert.deepEqual(scan(garbage), EXPECTED);
});

test("a tar that ends inside an entry, or between an entry and its long name, is refused", async () => {
  const bytes = await sample();
  const cut = bytes.indexOf("u".repeat(700)) + 100;
  assert.throws(() => scan(bytes.subarray(0, cut)), isTarError("TRUNCATED"));
  const [pax] = [await makeTar([{ name: LONG, content: "x", pax: { path: LONG } }])];
  assert.throws(() => scan(pax.subarray(0, 1024)), isTarError("TRUNCATED"));
});

test("a header with a wrong checksum is refused", async () => {
  const bytes = await sample();
  bytes[0] = 0x41;
  assert.throws(() => scan(bytes), isTarError("BAD_TAR"));
});

const setChecksum = (header: Buffer): Buffer => {
  header.fill(0x20, 148, 156);
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
};

/** The header of an empty file, with bytes put into it and its checksum made right again. */
const headerWith = async (edit: (header: Buffer) => void): Promise<Buffer> => {
  const header = Buffer.from((await makeTar([{ name: "big", content: "" }])).subarray(0, 512));
  edit(header);
  return setChecksum(header);
};

const firstEntry = (header: Buffer): TarEntry | undefined => {
  const entries: TarEntry[] = [];
  new TarScanner("layer.tar", { entry: (entry) => entries.push(entry) > 0, body: () => {} }).push(header);
  return entries[0];
};

test("a size in base-256, as for files of 8 GiB and more, is read", async () => {
  const header = await headerWith((block) => {
    block.fill(0, 124, 136);
    block[124] = 0x80;
    block.writeUInt32BE(0x02, 128);
  });
  assert.equal(firstEntry(header)?.stored, 2 * 2 ** 32);
});

test("a size beyond all measure, or below zero, is refused", async () => {
  for (const first of [0xff, 0xbf]) {
    const header = await headerWith((block) => {
      block.fill(0xff, 124, 136);
      block[124] = first;
    });
    assert.throws(() => firstEntry(header), isTarError("BAD_TAR"));
  }
});

test("a type that nobody knows is a regular file", async () => {
  const header = await headerWith((block) => {
    block[156] = "Z".charCodeAt(0);
  });
  assert.equal(firstEntry(header)?.kind, "file");
});

test("a directory of a tar from before POSIX is told by its slash", async () => {
  const header = await headerWith((block) => {
    block.write("old/\0", 0, "latin1");
    block[156] = 0;
  });
  assert.deepEqual(firstEntry(header)?.kind, "directory");
});

for (const [records, found] of [
  ["999 path=a\n", "longer than the header"],
  ["9 path=a", "without its newline"],
  ["xx path=a\n", "without a length"],
  ["14 size=-5\n\n\n\n", "with a size below zero"],
  ["12 size=1e3\n", "with a size in another notation"],
] as const) {
  test(`a PAX record ${found} is refused`, async () => {
    const header = await headerWith((block) => {
      block[156] = "x".charCodeAt(0);
      block.write(`${records.length.toString(8).padStart(11, "0")}\0`, 124, "latin1");
    });
    const body = Buffer.alloc(512);
    body.write(records, "latin1");
    assert.throws(() => scan(Buffer.concat([header, body])), isTarError("BAD_TAR"));
  });
}

test("names are booked where they would be unpacked", () => {
  assert.deepEqual(["./a", "/a/", "a//b", "nix/store/x/../../../etc/passwd", "../../a", ".", "./"].map(absolutePath), [
    "/a",
    "/a",
    "/a/b",
    "/etc/passwd",
    "/a",
    "/",
    "/",
  ]);
});

test("a name is shown as the UTF-8 that it is, and byte by byte where it is none", () => {
  const shown = (...bytes: number[]): string => textOfName(Buffer.from(bytes).toString("latin1"));
  assert.equal(textOfName(bytesOf("/häß 🎈")), "/häß 🎈");
  assert.equal(shown(0x61, 0xe4, 0x62), "a\\xe4b");
  assert.equal(shown(0xc3, 0xa4, 0xff, 0xf0, 0x9f), "ä\\xff\\xf0\\x9f");
  assert.equal(textOfName(bytesOf("\ufffd")), "\ufffd");
  assert.notEqual(shown(0xe4), shown(0xe5));
});

/** What GNU tar itself writes of one folder in each of its formats. */
let dir: string;
before(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), "gnu-tar-"));
  const tree = path.join(dir, "tree");
  mkdirSync(path.join(tree, "deep", "d".repeat(80)), { recursive: true });
  writeFileSync(path.join(tree, "deep", "d".repeat(80), "f".repeat(60)), "deep");
  writeFileSync(path.join(tree, "hole"), "start");
  truncateSync(path.join(tree, "hole"), 1 << 20);
  writeFileSync(path.join(tree, "one"), "1");
  linkSync(path.join(tree, "one"), path.join(tree, "two"));
  symlinkSync("one", path.join(tree, "soft"));
  writeFileSync(Buffer.concat([Buffer.from(`${tree}/latin-`), Buffer.from([0xe4])]), "ä");
});
after(() => rmSync(dir, { recursive: true }));

const gnuTar = (...options: string[]): readonly Scanned[] =>
  scan(execFileSync("tar", [...options, "--sort=name", "-cf", "-", "tree"], { cwd: dir, maxBuffer: 1 << 26 }), 65536);

const DEEP = `/tree/deep/${"d".repeat(80)}`;

const namesOf = (entries: readonly Scanned[]): unknown =>
  entries.map(({ path, kind, size, target }) => [path, kind, size, target]);

const TREE = [
  ["/tree", "directory", 0, undefined],
  ["/tree/deep", "directory", 0, undefined],
  [DEEP, "directory", 0, undefined],
  [`${DEEP}/${"f".repeat(60)}`, "file", 4, undefined],
  ["/tree/hole", "file", 1 << 20, undefined],
  ["/tree/latin-\xe4", "file", 2, undefined],
  ["/tree/one", "file", 1, undefined],
  ["/tree/soft", "symlink", 0, "one"],
  ["/tree/two", "hardLink", 0, "tree/one"],
];

for (const format of [
  ["--format=gnu"],
  ["--format=oldgnu"],
  ["--format=ustar"],
  ["--format=pax"],
  ["--format=gnu", "--sparse"],
  ["--format=pax", "--sparse", "--sparse-version=0.0"],
  ["--format=pax", "--sparse", "--sparse-version=0.1"],
  ["--format=pax", "--sparse", "--sparse-version=1.0"],
]) {
  test(`what tar writes with ${format.join(" ")} is read`, () => {
    const entries = gnuTar(...format);
    assert.deepEqual(namesOf(entries), TREE);
    const hole = entries.find((entry) => entry.path === "/tree/hole") as Scanned;
    const sparse = format.includes("--sparse");
    assert.equal(hole.sparse, sparse);
    assert.ok(sparse ? hole.stored < 10_000 : hole.stored === 1 << 20, `${hole.stored} bytes`);
    assert.equal(hole.content.length, hole.stored);
  });
}
