import assert from "node:assert/strict";
import { test } from "node:test";
import { nixSystem } from "../../src/nix/index.ts";
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

test("platforms have Nix's names of systems", () => {
  const platforms = [
    { os: "linux", architecture: "amd64" },
    { os: "linux", architecture: "arm64", variant: "v8" },
    { os: "linux", architecture: "arm", variant: "v6" },
    { os: "linux", architecture: "arm" },
    { os: "linux", architecture: "riscv64" },
  ];
  assert.deepEqual(platforms.map(nixSystem), [
    "x86_64-linux",
    "aarch64-linux",
    "armv6l-linux",
    "armv7l-linux",
    "riscv64-linux",
  ]);
});
