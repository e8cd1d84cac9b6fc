import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanText } from "../../src/registry/clean-text.ts";

test("a stranger's text becomes one line without control or turning characters", () => {
  assert.equal(cleanText("a\n::error::b\u001b[31m\u0000\u202ec\u2028d\r"), "a ::error::b [31m c d");
});

test("long text is cut, and says so", () => {
  const text = cleanText("x".repeat(1_000_000));
  assert.equal(text.length, 300);
  assert.ok(text.endsWith("…"));
});
