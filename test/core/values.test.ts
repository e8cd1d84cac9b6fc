import assert from "node:assert/strict";
import { test } from "node:test";
import { defined } from "../../src/core/defined.ts";
import { deepFreeze } from "../../src/core/freeze.ts";

test("undefined properties are left out, other empty values stay", () => {
  assert.deepEqual(defined({ a: undefined, b: 0, c: "", d: false }), { b: 0, c: "", d: false });
});

test("a frozen value is frozen down to its leaves", () => {
  const value = deepFreeze({ list: [{ deep: 1 }], none: undefined });
  assert.ok(Object.isFrozen(value) && Object.isFrozen(value.list) && Object.isFrozen(value.list[0]));
  assert.equal(deepFreeze(value), value);
});
