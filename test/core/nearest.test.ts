import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "../../src/core/nearest.ts";

const NAMES = ["openssl", "openssl-3.0.20", "glibc", "zlib", "libunistring", "bash"];

test("names that few typing errors lead to come first, whatever their case", () => {
  assert.deepEqual(nearest("opnessl", NAMES, 5), ["openssl"]);
  assert.deepEqual(nearest("GLIBX", NAMES, 1), ["glibc"]);
  assert.deepEqual(nearest("bsah", NAMES, 5), ["bash"]);
});

test("names that contain the text, or are contained in it, are meant too", () => {
  assert.deepEqual(nearest("unistr", NAMES, 5), ["libunistring"]);
  assert.deepEqual(nearest("openssl-3.0.19", NAMES, 5), ["openssl", "openssl-3.0.20"]);
});

test("what is like nothing has no neighbours, and the limit is kept", () => {
  assert.deepEqual(nearest("postgresql", NAMES, 5), []);
  assert.equal(nearest("lib", NAMES, 2).length, 2);
  assert.deepEqual(nearest("", NAMES, 5), []);
});

test("a text of any length is answered at once", () => {
  const started = performance.now();
  nearest("x".repeat(1e6), [...NAMES, "y".repeat(1e6)], 5);
  assert.ok(performance.now() - started < 1000);
});
