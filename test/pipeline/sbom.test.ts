import assert from "node:assert/strict";
import { test } from "node:test";
import { sbomFiles } from "../../src/pipeline/sbom.ts";

const FILES: readonly (readonly [string, string])[] = [
  ["sbom.cdx.json", "sbom-2.cdx.json"],
  ["/out.d/sbom.json", "/out.d/sbom-2.json"],
  ["out/sbom", "out/sbom-2"],
  ["out/.sbom.json", "out/.sbom-2.json"],
];

for (const [file, second] of FILES) {
  test(`of several images the first is in ${file}, the second in ${second}`, () => {
    assert.deepEqual(sbomFiles(file, 1), [file]);
    assert.deepEqual(sbomFiles(file, 2), [file, second]);
    assert.deepEqual(sbomFiles(file, 0), []);
  });
}
