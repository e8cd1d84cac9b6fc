import assert from "node:assert/strict";
import { test } from "node:test";
import { findStorePaths, suggestNames } from "../../../src/report/query/index.ts";
import { reportOfSketch } from "../../support/graph-reports.ts";
import { aStorePath } from "../../support/images.ts";

const report = reportOfSketch({
  "app-1.0": [10, "openssl-3.0.20", "openssl-1.1.1w", "openssl-3.0.20-dev", "Config.json"],
  "openssl-3.0.20": [100],
  "openssl-1.1.1w": [50],
  "openssl-3.0.20-dev": [20, "openssl-3.0.20"],
  "Config.json": [1],
});

const found = (text: string): readonly string[] => findStorePaths(report, text).map(({ name }) => name);
const path = aStorePath("openssl-3.0.20");

const QUESTIONS: readonly (readonly [string, readonly string[]])[] = [
  [path, ["openssl-3.0.20"]],
  [`${path}/`, ["openssl-3.0.20"]],
  [`${path}/lib/libssl.so`, ["openssl-3.0.20"]],
  [path.slice("/nix/store/".length), ["openssl-3.0.20"]],
  [path.slice("/nix/store/".length).slice(0, 32), ["openssl-3.0.20"]],
  ["openssl", ["openssl-3.0.20", "openssl-1.1.1w", "openssl-3.0.20-dev"]],
  ["openssl-3.0.20", ["openssl-3.0.20", "openssl-3.0.20-dev"]],
  ["openssl-3.0.20-dev", ["openssl-3.0.20-dev"]],
  ["openssl-dev", ["openssl-3.0.20-dev"]],
  ["openssl.dev", ["openssl-3.0.20-dev"]],
  ["openssl-3.0.20.dev", ["openssl-3.0.20-dev"]],
  ["openssl-1.1.1w", ["openssl-1.1.1w"]],
  ["Config.json", ["Config.json"]],
  ["config.json", ["Config.json"]],
  ["OpenSSL-1.1.1W", ["openssl-1.1.1w"]],
  ["open", []],
  ["", []],
  ["/etc/passwd", []],
  [aStorePath("absent-1.0"), []],
];

for (const [text, names] of QUESTIONS) {
  test(`${JSON.stringify(text)} is the name of ${names.join(", ") || "nothing"}`, () =>
    assert.deepEqual(found(text), names));
}

test("names that were meant are suggested, of a store path by its name", () => {
  assert.deepEqual(suggestNames(report, "opensl"), ["openssl"]);
  assert.deepEqual(suggestNames(report, aStorePath("openssl-3.0.20", "another build")).at(0), "openssl-3.0.20");
  assert.deepEqual(suggestNames(report, "quite another thing"), []);
});
