import assert from "node:assert/strict";
import { test } from "node:test";
import { ImageError } from "../../src/image/index.ts";
import { absolutePath, type TarEntry, TarScanner } from "../../src/image/tar-scanner.ts";
import { makeTar } from "../support/archives.ts";

const scan = (bytes: Buffer, step = bytes.length): readonly TarEntry[] => {
  const entries: TarEntry[] = [];
  const scanner = new TarScanner("layer.tar", (entry) => entries.push(entry));
  for (let at = 0; at < bytes.length; at += step) scanner.push(bytes.subarray(at, at + step));
  scanner.end();
  return entries;
};

const LONG = `nix/store/${"d".repeat(90)}/${"f".repeat(120)}`;

const sample = (): Promise<Buffer> =>
  makeTar([
    { name: "dir/", type: "directory" },
    { name: LONG, content: "long" },
    { name: "./ünïcode", content: Buffer.alloc(700, 1) },
    { name: "fifo", type: "fifo" },
    { name: "hard", type: "link", linkname: "dir" },
  ]);

const EXPECTED: readonly TarEntry[] = [
  { path: "/dir", isFile: false, size: 0 },
  { path: `/${LONG}`, isFile: true, size: 4 },
  { path: "/ünïcode", isFile: true, size: 700 },
  { path: "/fifo", isFile: false, size: 0 },
  { path: "/hard", isFile: false, size: 0 },
];

test("entries are the same however the bytes are cut", async () => {
  const bytes = await sample();
  for (const step of [1, 7, 511, 512, 513, 4096, bytes.length]) assert.deepEqual(scan(bytes, step), EXPECTED);
});

test("an entry may not follow the end marker, and nothing behind it is read", async () => {
  const bytes = await sample();
  const garbage = Buffer.concat([bytes, Buffer.from("garbage ".repeat(64))]);
  assert.deepEqual(scan(garbage), EXPECTED);
});

test("a tar that ends inside an entry is refused", async () => {
  const bytes = await sample();
  const cut = bytes.indexOf(Buffer.alloc(700, 1)) + 100;
  assert.throws(
    () => scan(bytes.subarray(0, cut)),
    (error) => error instanceof ImageError && error.code === "TRUNCATED",
  );
});

test("a header with a wrong checksum is refused", async () => {
  const bytes = await sample();
  bytes[0] = 0x41;
  assert.throws(
    () => scan(bytes),
    (error) => error instanceof ImageError && error.code === "BAD_TAR",
  );
});

test("a size in base-256, as for files of 8 GiB and more, is read", async () => {
  const [header] = [(await makeTar([{ name: "big", content: "" }])).subarray(0, 512)];
  header.fill(0, 124, 136);
  header[124] = 0x80;
  header.writeUInt32BE(0x02, 128);
  header.fill(0x20, 148, 156);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
    148,
    "latin1",
  );
  const entries: TarEntry[] = [];
  new TarScanner("layer.tar", (entry) => entries.push(entry)).push(header);
  assert.deepEqual(entries, [{ path: "/big", isFile: true, size: 2 * 2 ** 32 }]);
});

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
