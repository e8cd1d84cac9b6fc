import assert from "node:assert/strict";
import { test } from "node:test";
import { compareVersions } from "../../src/core/version.ts";

/** Each pair as `builtins.compareVersions` of Nix 2.8.0 orders it. */
const AS_NIX_SAYS: readonly (readonly [string, -1 | 0 | 1, string])[] = [
  ["1.0", -1, "2.3"],
  ["2.1", -1, "2.3"],
  ["2.3", 0, "2.3"],
  ["2.5", 1, "2.3"],
  ["3.1", 1, "2.3"],
  ["2.3.1", 1, "2.3"],
  ["2.3.1", 1, "2.3a"],
  ["2.3pre1", -1, "2.3"],
  ["2.3pre3", -1, "2.3pre12"],
  ["2.3a", -1, "2.3c"],
  ["2.3pre1", -1, "2.3c"],
  ["2.3pre1", -1, "2.3q"],
  ["1.9", -1, "1.10"],
  ["1.0", 0, "1-0"],
  ["1.0", 0, "1.00"],
  ["", -1, "0"],
  ["", -1, "a"],
  ["pre", -1, ""],
  ["22.9.0", -1, "22.11.0"],
  ["2.40-66", 1, "2.40-9"],
  ["2026a", -1, "2026b"],
  ["1.1.1w", 1, "1.1.1"],
  ["unstable-2024-01-02", 1, "unstable-2023-12-31"],
  ["1.", 0, "1"],
];

test("versions are ordered as builtins.compareVersions orders them", () => {
  for (const [a, order, b] of AS_NIX_SAYS) {
    assert.equal(compareVersions(a, b), order, `${a} against ${b}`);
    assert.equal(compareVersions(b, a), order === 0 ? 0 : -order, `${b} against ${a}`);
  }
});

test("numbers that no machine word holds are compared as numbers too", () => {
  assert.equal(compareVersions("99999999999999999999", "100000000000000000000"), -1);
  assert.equal(compareVersions("0.0.20240102030405", "0.0.9"), 1);
});
