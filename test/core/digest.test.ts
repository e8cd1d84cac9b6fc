import assert from "node:assert/strict";
import { test } from "node:test";
import { digestFromHex, hexOf, isDigest, shortDigest } from "../../src/core/digest.ts";
import { Meter, sha256 } from "../../src/core/hash.ts";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

test("a digest is sha256 and 64 lower-case hexadecimal characters", () => {
  assert.ok(isDigest(`sha256:${EMPTY}`));
  for (const other of [
    EMPTY,
    `sha512:${EMPTY}`,
    `sha256:${EMPTY.toUpperCase()}`,
    `sha256:${EMPTY}0`,
    `sha256:${EMPTY}\n`,
    5,
  ])
    assert.ok(!isDigest(other), String(other));
});

test("hexadecimal characters and digest are made from each other", () => {
  assert.equal(digestFromHex(EMPTY), `sha256:${EMPTY}`);
  assert.equal(digestFromHex("e3"), undefined);
  assert.equal(hexOf(`sha256:${EMPTY}`), EMPTY);
  assert.equal(shortDigest(`sha256:${EMPTY}`), "e3b0c44298fc");
});

test("a meter in pieces says what hashing at once says", () => {
  const meter = new Meter();
  assert.equal(sha256(""), `sha256:${EMPTY}`);
  for (const piece of ["ab", "", "cdef"]) meter.update(new TextEncoder().encode(piece));
  assert.equal(meter.size, 6);
  assert.equal(meter.digest(), sha256("abcdef"));
});
