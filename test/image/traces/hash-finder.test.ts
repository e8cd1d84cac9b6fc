import assert from "node:assert/strict";
import { test } from "node:test";
import { HashFinder } from "../../../src/image/traces/hash-finder.ts";

const A = "0123456789abcdfghijklmnpqrsvwxyz";
const B = "zyxwvsrqpnmlkjihgfdcba9876543210";

/** Hashes in a body that comes in pieces of `step` bytes. */
const findIn = (text: string, step = text.length): readonly string[] => {
  const found: string[] = [];
  const finder = new HashFinder((hash) => found.push(hash));
  const body = Buffer.from(text, "latin1");
  finder.start();
  for (let at = 0; at < body.length; at += step) finder.update(body.subarray(at, at + step));
  return found;
};

test("a hash is found wherever a dash follows it", () => {
  assert.deepEqual(findIn(`/nix/store/${A}-bash/bin/sh\0${B}-x`), [A, B]);
  assert.deepEqual(findIn(`${A}-`), [A]);
  assert.deepEqual(findIn(`x${A}-`), [A], "the last 32 characters of a longer run");
});

test("what no dash follows, or what holds another character, is none", () => {
  for (const text of [
    A,
    `${A}x`,
    `${A.slice(1)}-`,
    `${A.slice(0, 20)}e${A.slice(20)}-`.replace("z", "t"),
    `${A}/-`,
    "",
  ])
    assert.deepEqual(findIn(text), [], text);
});

test("a hash is found once however the bytes are cut", () => {
  const text = `${"noise ".repeat(9)}/nix/store/${A}-a ${"\0".repeat(40)}${B}-b/${B}-${A}-`;
  for (let step = 1; step <= text.length; step += 1) assert.deepEqual(findIn(text, step), [A, B, B, A], `step ${step}`);
});

test("nothing of one body is taken for the next one's", () => {
  const found: string[] = [];
  const finder = new HashFinder((hash) => found.push(hash));
  finder.start();
  finder.update(Buffer.from(A));
  finder.start();
  finder.update(Buffer.from("-bash"));
  assert.deepEqual(found, []);
});

test("long runs of the alphabet cost one look at each byte", () => {
  const started = process.cpuUsage().user;
  assert.deepEqual(findIn("0".repeat(40_000_000), 1 << 18), []);
  const seconds = (process.cpuUsage().user - started) / 1e6;
  assert.ok(seconds < 5, `${seconds} s`); // quadratic would be an hour
});
