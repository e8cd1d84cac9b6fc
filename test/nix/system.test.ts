import assert from "node:assert/strict";
import { test } from "node:test";
import { nixSystem } from "../../src/nix/index.ts";

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
