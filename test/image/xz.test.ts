import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { xzDecompressor } from "../../src/image/xz.ts";

const xz = (bytes: Buffer, ...flags: string[]): Buffer => execFileSync("xz", ["-0", "-c", ...flags], { input: bytes });
const unpack = (bytes: Buffer): Promise<Buffer> =>
  buffer(Readable.from([bytes], { objectMode: false }).pipe(xzDecompressor("a.tar.xz")));
const plain = randomBytes(300_000);

test("streams of xz in a row are read as one", async () => {
  assert.deepEqual(await unpack(Buffer.concat([xz(plain), xz(plain)])), Buffer.concat([plain, plain]));
});

test("a cut xz is told as such", async () => {
  await assert.rejects(unpack(xz(plain).subarray(0, 200_000)), { code: "TRUNCATED" });
});

test("a changed byte is found", async () => {
  const bytes = xz(plain);
  bytes.writeUInt8(bytes.readUInt8(150_000) ^ 0xff, 150_000);
  await assert.rejects(unpack(bytes), { code: "BAD_ARCHIVE" });
});

test("an unsupported check is refused", async () => {
  await assert.rejects(unpack(xz(plain, "--check=sha256")), { code: "UNSUPPORTED" });
});
